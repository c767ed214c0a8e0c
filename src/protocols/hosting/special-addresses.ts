import { isInRange, parseIp, parseRange, type IpRange } from './ip-address.ts';

/** Ranges the IANA special-purpose registries mark as not globally reachable (RFC 6890), read 2026-11. */
const ranges: readonly (readonly [cidr: string, what: string, rfc: string])[] = [
  ['0.0.0.0/8', 'this network', 'RFC 791'],
  ['10.0.0.0/8', 'private', 'RFC 1918'],
  ['100.64.0.0/10', 'carrier NAT', 'RFC 6598'],
  ['127.0.0.0/8', 'loopback', 'RFC 1122'],
  ['169.254.0.0/16', 'link-local', 'RFC 3927'],
  ['172.16.0.0/12', 'private', 'RFC 1918'],
  ['192.0.0.0/29', 'IPv4 continuity prefix', 'RFC 7335'],
  ['192.0.0.8/32', 'dummy', 'RFC 7600'],
  ['192.0.0.170/31', 'NAT64 discovery', 'RFC 8880'],
  ['192.0.2.0/24', 'documentation', 'RFC 5737'],
  ['192.168.0.0/16', 'private', 'RFC 1918'],
  ['198.18.0.0/15', 'benchmarking', 'RFC 2544'],
  ['198.51.100.0/24', 'documentation', 'RFC 5737'],
  ['203.0.113.0/24', 'documentation', 'RFC 5737'],
  ['224.0.0.0/4', 'multicast', 'RFC 5771'],
  ['240.0.0.0/4', 'reserved', 'RFC 1112'],
  ['::/128', 'unspecified', 'RFC 4291'],
  ['::1/128', 'loopback', 'RFC 4291'],
  ['::ffff:0:0/96', 'IPv4-mapped', 'RFC 4291'],
  ['64:ff9b:1::/48', 'local NAT64', 'RFC 8215'],
  ['100::/64', 'discard-only', 'RFC 6666'],
  ['2001:2::/48', 'benchmarking', 'RFC 5180'],
  ['2001:db8::/32', 'documentation', 'RFC 3849'],
  ['3fff::/20', 'documentation', 'RFC 9637'],
  ['5f00::/16', 'segment routing', 'RFC 9602'],
  ['fc00::/7', 'unique local', 'RFC 4193'],
  ['fe80::/10', 'link-local', 'RFC 4291'],
  ['ff00::/8', 'multicast', 'RFC 4291'],
];

const parsed: readonly { readonly range: IpRange; readonly what: string }[] = ranges.flatMap(
  ([cidr, what, rfc]) => {
    const range = parseRange(cidr);
    return range === null ? [] : [{ range, what: `${what} address (${rfc})` }];
  },
);

/** Why nobody on the internet can reach this address: `private address (RFC 1918)`; null for a public one. */
export function specialUse(address: string): string | null {
  const ip = parseIp(address);
  if (ip === null) return null;
  return parsed.find(({ range }) => isInRange(ip, range))?.what ?? null;
}
