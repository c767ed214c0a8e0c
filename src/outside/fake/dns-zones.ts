import type { DnsQuestion, DnsRecord } from '../../model/outside-dns.ts';
import { ancestors, isBelow, plainName } from '../../protocols/dns/name.ts';

/** Owner name to its records. */
export type ZoneContent = ReadonlyMap<string, readonly DnsRecord[]>;

export interface ZoneAnswer {
  readonly rcode: string;
  readonly chain: readonly DnsRecord[];
  readonly records: readonly DnsRecord[];
  readonly authorities: readonly DnsRecord[];
  readonly zone: string | null;
}

const maxAliases = 16;

/** Answers as an authoritative server does (RFC 1034 section 4.3.2): aliases, wildcards, empty non-terminals. */
export function zoneAnswer(content: ZoneContent, question: DnsQuestion): ZoneAnswer {
  const chain: DnsRecord[] = [];
  let name: string = plainName(question.name);
  for (let hops = 0; hops < maxAliases; hops += 1) {
    const held = recordsAt(content, name);
    const alias = held?.find((record) => record.type === 'CNAME');
    if (alias !== undefined && question.type !== 'CNAME' && question.type !== 'ANY') {
      chain.push({ ...alias, name });
      name = plainName(alias.value);
      continue;
    }
    const records = (held ?? []).filter((record) => matches(record, question.type));
    const found = records.map((record) => ({ ...record, name }));
    return {
      rcode: held === null ? 'NXDOMAIN' : 'NOERROR',
      chain,
      records: found,
      ...apex(content, name, found),
    };
  }
  return { rcode: 'SERVFAIL', chain, records: [], authorities: [], zone: null };
}

const matches = (record: DnsRecord, type: string): boolean => type === 'ANY' || record.type === type;

/** Null when the name does not exist; empty for a name with something below it. */
function recordsAt(content: ZoneContent, name: string): readonly DnsRecord[] | null {
  const held = content.get(name);
  if (held !== undefined) return held;
  if ([...content.keys()].some((owner) => isBelow(owner, name))) return [];
  const closest = ancestors(name).find(
    (above) => content.has(above) || [...content.keys()].some((owner) => isBelow(owner, above)),
  );
  return (closest === undefined ? undefined : content.get(`*.${closest}`)) ?? null;
}

/** A negative answer carries the zone's SOA (RFC 2308 section 2). */
function apex(
  content: ZoneContent,
  name: string,
  found: readonly DnsRecord[],
): { readonly authorities: readonly DnsRecord[]; readonly zone: string | null } {
  const zone = [name, ...ancestors(name)].find((above) =>
    content.get(above)?.some((record) => record.type === 'SOA'),
  );
  const soa = content.get(zone ?? '')?.filter((record) => record.type === 'SOA') ?? [];
  return { authorities: found.length === 0 ? soa : [], zone: zone ?? null };
}
