import { BlockList, isIP } from 'node:net';

/**
 * Where a public scanner must never be led: the blocks of the IANA special-purpose registries (RFC 6890) that are not
 * globally reachable, multicast, and every IPv6 form that carries an IPv4 address inside (a way around the rules above).
 */
const ipv4Blocks: readonly (readonly [network: string, bits: number, what: string])[] = [
  ['0.0.0.0', 8, 'this network'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'carrier-grade NAT'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'link-local or cloud metadata'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'protocol assignments'],
  ['192.0.2.0', 24, 'documentation'],
  ['192.88.99.0', 24, '6to4 relay'],
  ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'benchmarking'],
  ['198.51.100.0', 24, 'documentation'],
  ['203.0.113.0', 24, 'documentation'],
  ['224.0.0.0', 4, 'multicast'],
  ['240.0.0.0', 4, 'reserved or broadcast'],
];
const ipv6Blocks: readonly (readonly [network: string, bits: number, what: string])[] = [
  ['::', 96, 'unspecified, loopback or IPv4-compatible'],
  ['::ffff:0:0', 96, 'IPv4-mapped'],
  ['::ffff:0:0:0', 96, 'IPv4-translated'],
  ['64:ff9b::', 96, 'NAT64'],
  ['64:ff9b:1::', 48, 'local NAT64'],
  ['100::', 64, 'discard-only'],
  ['2001::', 23, 'protocol assignments and Teredo'],
  ['2001:db8::', 32, 'documentation'],
  ['2002::', 16, '6to4'],
  ['3fff::', 20, 'documentation'],
  ['5f00::', 16, 'segment routing'],
  ['fc00::', 7, 'unique local'],
  ['fe80::', 10, 'link-local'],
  ['fec0::', 10, 'site-local'],
  ['ff00::', 8, 'multicast'],
];

interface Range {
  readonly list: BlockList;
  readonly what: string;
}
const ranges = (blocks: typeof ipv4Blocks, family: 'ipv4' | 'ipv6'): readonly Range[] =>
  blocks.map(([network, bits, what]) => {
    const list = new BlockList();
    list.addSubnet(network, bits, family);
    return { list, what };
  });
const ipv4Ranges = ranges(ipv4Blocks, 'ipv4');
const ipv6Ranges = ranges(ipv6Blocks, 'ipv6');

/** Why this address is not a public one (`loopback`), or null when it is. Anything that is not an IP address is refused. */
export function refusedAddress(address: string): string | null {
  const version = isIP(address);
  if (version === 0 || address.includes('%')) return 'not a plain IP address';
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = version === 4 ? ipv4Ranges : ipv6Ranges;
  return list.find((range) => range.list.check(address, family))?.what ?? null;
}
