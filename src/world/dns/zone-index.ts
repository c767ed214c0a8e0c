import { ancestors, isAtOrBelow } from '../../protocols/dns/name.ts';
import type { RecordPlan, ZonePlan } from '../plan.ts';
import { compareNames } from './name-order.ts';

/** All records of one name and type. */
export interface RecordSet {
  readonly name: string;
  readonly type: string;
  readonly ttlSeconds: number;
  readonly values: readonly string[];
}

/** A zone ready to be asked. */
export interface ZoneIndex {
  readonly zone: ZonePlan;
  readonly sets: ReadonlyMap<string, ReadonlyMap<string, RecordSet>>;
  /** Every name that exists, empty non-terminals included (RFC 8020). */
  readonly names: ReadonlySet<string>;
  /** Names with an NSEC record, in canonical order (RFC 4034 section 6.1). */
  readonly chain: readonly string[];
}

export function indexZone(zone: ZonePlan): ZoneIndex {
  const sets = new Map<string, Map<string, RecordSet>>();
  for (const record of zone.records) addRecord(sets, record);
  const names = new Set<string>([zone.name]);
  for (const name of sets.keys()) {
    names.add(name);
    for (const above of ancestors(name)) if (isAtOrBelow(above, zone.name)) names.add(above);
  }
  const cuts = [...sets]
    .filter(([name, types]) => name !== zone.name && types.has('NS'))
    .map(([name]) => name);
  const isGlue = (name: string): boolean => cuts.some((cut) => name !== cut && isAtOrBelow(name, cut));
  const chain = [...sets.keys()].filter((name) => !isGlue(name)).toSorted(compareNames);
  return { zone, sets, names, chain };
}

function addRecord(sets: Map<string, Map<string, RecordSet>>, record: RecordPlan): void {
  const types = sets.get(record.name) ?? new Map<string, RecordSet>();
  const before = types.get(record.type);
  types.set(record.type, {
    name: record.name,
    type: record.type,
    ttlSeconds: record.ttlSeconds,
    values: [...(before?.values ?? []), record.value],
  });
  sets.set(record.name, types);
}

export const setOf = (index: ZoneIndex, name: string, type: string): RecordSet | undefined =>
  index.sets.get(name)?.get(type);
