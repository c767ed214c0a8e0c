import type { DnsRecord } from '../../../model/outside-dns.ts';
import { absoluteName, isBelow } from '../../dns/name.ts';
import { compareNames } from '../records/name-order.ts';

/**
 * Records as a zone file every name server loads: SOA first, then by name and type, each line with owner and TTL, so that lines can be
 * moved and compared. Owners are relative to the origin, names in values absolute.
 */
export function printZone(origin: string, records: readonly DnsRecord[]): string {
  const sorted = records.toSorted(
    (a, b) => rank(a) - rank(b) || compareNames(a.name, b.name) || compareText(a.type, b.type) || 0,
  );
  const owners = sorted.map((record) => ownerText(record.name, origin));
  const width = Math.min(32, Math.max(1, ...owners.map((owner) => owner.length)));
  const lines = sorted.map((record, index) =>
    [(owners[index] ?? '@').padEnd(width), record.ttlSeconds, 'IN', record.type.padEnd(5), record.value].join(
      ' ',
    ),
  );
  return [`$ORIGIN ${absoluteName(origin)}`, ...lines, ''].join('\n');
}

const rank = (record: DnsRecord): number => (record.type === 'SOA' ? 0 : 1);
const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function ownerText(name: string, origin: string): string {
  if (name === origin) return '@';
  if (origin === '.' || !isBelow(name, origin)) return absoluteName(name);
  return name.slice(0, -origin.length - 1);
}
