import type { AnswerSet } from './authority.ts';
import { compareNames } from './name-order.ts';
import type { ZoneIndex } from './zone-index.ts';
import { setOf } from './zone-index.ts';

/** The NSEC record at a name (RFC 4034 section 4); null for unsigned zones and names without records. */
export function nsecOf(zone: ZoneIndex, name: string): AnswerSet | null {
  const position = zone.chain.indexOf(name);
  if (zone.zone.dnssec === null || position < 0) return null;
  const next = zone.chain[(position + 1) % zone.chain.length] ?? zone.zone.name;
  const types = [...(zone.sets.get(name)?.keys() ?? []), 'RRSIG', 'NSEC'];
  const all = name === zone.zone.name ? [...types, 'DNSKEY'] : types;
  const value = `${next === '.' ? '.' : `${next}.`} ${all.join(' ')}`;
  const ttlSeconds = setOf(zone, zone.zone.name, 'SOA')?.ttlSeconds ?? 3600;
  return { set: { name, type: 'NSEC', ttlSeconds, values: [value] }, zone, signedAs: name, isSigned: true };
}

/** The NSEC records whose gaps hold these names, each once (RFC 4035 section 3.1.3.2). */
export function coveringNsec(zone: ZoneIndex, names: readonly string[]): readonly AnswerSet[] {
  const owners = names.map((name) => zone.chain.findLast((owner) => compareNames(owner, name) <= 0));
  return [...new Set(owners.filter((owner) => owner !== undefined))]
    .map((owner) => nsecOf(zone, owner))
    .filter((proof) => proof !== null);
}
