import { addressBytes, isWithin, parsePrefix } from './address.ts';

export type AddressUse = 'documentation' | 'local' | 'special';

export interface SpecialRange {
  readonly prefix: string;
  readonly name: string;
  /** May be reached from anywhere (RFC 6890 section 2.2.1, "Globally Reachable"); false also where the registry says N/A. */
  readonly isGloballyReachable: boolean;
  readonly use: AddressUse;
}

type Row = readonly [prefix: string, name: string, use?: 'documentation' | 'local' | 'reachable'];

/** IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890), read in 2025. */
const rows: readonly Row[] = [
  ['0.0.0.0/8', 'this network'],
  ['10.0.0.0/8', 'private use', 'local'],
  ['100.64.0.0/10', 'shared address space of carriers', 'local'],
  ['127.0.0.0/8', 'loopback', 'local'],
  ['169.254.0.0/16', 'link local', 'local'],
  ['172.16.0.0/12', 'private use', 'local'],
  ['192.0.0.0/24', 'IETF protocol assignments'],
  ['192.0.0.9/32', 'port control anycast', 'reachable'],
  ['192.0.0.10/32', 'TURN anycast', 'reachable'],
  ['192.0.2.0/24', 'documentation', 'documentation'],
  ['192.31.196.0/24', 'AS112', 'reachable'],
  ['192.52.193.0/24', 'AMT', 'reachable'],
  ['192.88.99.0/24', '6to4 relay anycast, deprecated'],
  ['192.168.0.0/16', 'private use', 'local'],
  ['192.175.48.0/24', 'AS112', 'reachable'],
  ['198.18.0.0/15', 'benchmarking'],
  ['198.51.100.0/24', 'documentation', 'documentation'],
  ['203.0.113.0/24', 'documentation', 'documentation'],
  ['240.0.0.0/4', 'reserved'],
  ['255.255.255.255/32', 'limited broadcast'],
  ['::1/128', 'loopback', 'local'],
  ['::/128', 'unspecified'],
  ['::ffff:0:0/96', 'IPv4-mapped'],
  ['64:ff9b::/96', 'IPv4/IPv6 translation', 'reachable'],
  ['64:ff9b:1::/48', 'local IPv4/IPv6 translation'],
  ['100::/64', 'discard only'],
  ['100:0:0:1::/64', 'dummy prefix'],
  ['2001::/23', 'IETF protocol assignments'],
  ['2001::/32', 'Teredo'],
  ['2001:1::1/128', 'port control anycast', 'reachable'],
  ['2001:1::2/128', 'TURN anycast', 'reachable'],
  ['2001:1::3/128', 'service registration anycast', 'reachable'],
  ['2001:2::/48', 'benchmarking'],
  ['2001:3::/32', 'AMT', 'reachable'],
  ['2001:4:112::/48', 'AS112', 'reachable'],
  ['2001:10::/28', 'ORCHID, deprecated'],
  ['2001:20::/28', 'ORCHIDv2', 'reachable'],
  ['2001:30::/28', 'drone remote identification', 'reachable'],
  ['2001:db8::/32', 'documentation', 'documentation'],
  ['2002::/16', '6to4'],
  ['2620:4f:8000::/48', 'AS112', 'reachable'],
  ['3fff::/20', 'documentation', 'documentation'],
  ['5f00::/16', 'segment routing'],
  ['fc00::/7', 'unique local', 'local'],
  ['fe80::/10', 'link local', 'local'],
];

const ranges = rows
  .flatMap(([prefix, name, use]) => {
    const parsed = parsePrefix(prefix);
    const range: SpecialRange = {
      prefix,
      name,
      isGloballyReachable: use === 'reachable',
      use: use === 'documentation' || use === 'local' ? use : 'special',
    };
    return parsed === null ? [] : [{ parsed, range }];
  })
  .toSorted((a, b) => b.parsed.bits - a.parsed.bits);

/** The most specific special-purpose range an address lies in; null for ordinary addresses and for what is no address. */
export function specialRange(address: string): SpecialRange | null {
  const bytes = addressBytes(address);
  if (bytes === null) return null;
  return ranges.find(({ parsed }) => isWithin(bytes, parsed))?.range ?? null;
}

/** Can be reached from the public internet, as far as the registries know. */
export const isGloballyReachable = (address: string): boolean =>
  addressBytes(address) !== null && (specialRange(address)?.isGloballyReachable ?? true);
