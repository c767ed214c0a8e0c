import { addressBytes, isWithin, parsePrefix } from '../../protocols/dns/address.ts';
import { specialRange } from '../../protocols/dns/special-addresses.ts';

/**
 * Beyond what the registries of special addresses call not globally reachable (RFC 6890): multicast, and the IPv6 forms that carry
 * an IPv4 address inside, which are a way around every rule about IPv4.
 */
const refused: readonly (readonly [prefix: string, what: string])[] = [
  ['224.0.0.0/4', 'multicast'],
  ['::/96', 'IPv4-compatible'],
  ['::ffff:0:0:0/96', 'IPv4-translated'],
  ['64:ff9b::/96', 'NAT64'],
  ['fec0::/10', 'site-local'],
  ['ff00::/8', 'multicast'],
];

const prefixes = refused.flatMap(([text, what]) => {
  const prefix = parsePrefix(text);
  return prefix === null ? [] : [{ prefix, what }];
});

/** Why a public scanner is not led to this address (`loopback`), or null. Anything that is not an IP address is refused (SEC-1). */
export function refusedAddress(address: string): string | null {
  const bytes = address.includes('%') ? null : addressBytes(address);
  if (bytes === null) return 'not a plain IP address';
  const special = specialRange(address);
  if (special !== null && !special.isGloballyReachable) return special.name;
  return prefixes.find(({ prefix }) => isWithin(bytes, prefix))?.what ?? null;
}
