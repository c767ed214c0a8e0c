/**
 * The longest chain of round trips of which each needs the answer of the one before, in the bench's world: the back office,
 * whose plain address leads to its secure one and that to a sign-in page, of which another spelling is tried at the end.
 */
export const longestChain = [
  'root server: who has .shop',
  'registry: who has the zone',
  'zone: the address of the host',
  'TCP to port 80',
  'GET http://admin…/ -> 301',
  'TCP to port 443',
  'TLS 1.3',
  'GET https://admin…/ -> 303',
  'GET https://admin…/login -> 200',
  'GET of another spelling, on the same connection',
] as const;
