import type { RecordSet } from '../records/record-set.ts';
import { typeNumber } from '../../dns/types.ts';
import { rdataBytes } from '../../dns/wire/rdata-wire.ts';
import { Malformed } from '../../dns/wire/reader.ts';
import { nameBytes } from '../../dns/wire/write-field.ts';

/** One set to be changed: what must be there, and what shall be; null means no such set. */
export interface SetUpdate {
  readonly name: string;
  readonly type: string;
  readonly before: RecordSet | null;
  readonly after: RecordSet | null;
}

const [classIn, classNone, classAny] = [1, 254, 255];
const opcodeUpdate = 5 << 11;

const u16 = (value: number): Uint8Array => Uint8Array.of((value >> 8) & 255, value & 255);
const u32 = (value: number): Uint8Array => Buffer.concat([u16(value >>> 16), u16(value & 0xffff)]);

/**
 * An UPDATE message (RFC 2136 section 2) that changes all sets or none. Every `before` is a prerequisite (section 2.4: the set with
 * exactly these values, or no such set), so the server itself compares and swaps. Deletions come first: a record added beside a
 * CNAME still standing would be ignored without a word (section 3.4.2.2). A problem when it is over 64 KiB or a value is broken.
 */
export function updateMessage(
  id: number,
  zone: string,
  updates: readonly SetUpdate[],
): Uint8Array | { readonly problem: string } {
  try {
    const prerequisites = updates.flatMap(prerequisitesOf);
    const changes = [
      ...updates.flatMap((each) => removals(each, zone)),
      ...updates.flatMap((each) => additions(each)),
    ];
    const lateRemovals = updates.flatMap((each) => apexRemovals(each, zone));
    const all = [...changes, ...lateRemovals];
    const header = [id, opcodeUpdate, 1, prerequisites.length, all.length, 0].map(u16);
    const question = Buffer.concat([nameBytes(zone), u16(6), u16(classIn)]);
    const bytes = Buffer.concat([...header, question, ...prerequisites, ...all]);
    return bytes.length > 65_000 ? { problem: 'the change is over 64 KiB; split it' } : bytes;
  } catch (error) {
    if (error instanceof Malformed) return { problem: error.message };
    throw error;
  }
}

interface Row {
  readonly name: string;
  readonly type: string;
  readonly class: number;
  readonly ttlSeconds?: number;
  readonly value?: string;
}

function rowBytes(row: Row): Uint8Array {
  const type = typeNumber(row.type);
  const data = row.value === undefined ? new Uint8Array() : rdataBytes(row.type, row.value);
  if (type === null) throw new Malformed(`${row.type} is no record type`);
  if ('problem' in data) throw new Malformed(data.problem);
  return Buffer.concat([
    nameBytes(row.name),
    u16(type),
    u16(row.class),
    u32(row.ttlSeconds ?? 0),
    u16(data.length),
    data,
  ]);
}

/** RFC 2136 sections 2.4.2 (these values, TTL 0) and 2.4.3 (no such set). */
function prerequisitesOf({ name, type, before }: SetUpdate): readonly Uint8Array[] {
  if (before === null) return [rowBytes({ name, type, class: classNone })];
  return before.values.map((value) => rowBytes({ name, type, class: classIn, value }));
}

/** The servers of the zone itself cannot be deleted as a set (RFC 2136 section 3.4.2.3): the new come first, then the old go. */
const isApexServers = (update: SetUpdate, zone: string): boolean =>
  update.type === 'NS' && update.name === zone;

/** RFC 2136 section 2.5.2: delete the set. */
const removals = (update: SetUpdate, zone: string): readonly Uint8Array[] =>
  update.before === null || isApexServers(update, zone)
    ? []
    : [rowBytes({ name: update.name, type: update.type, class: classAny })];

/** RFC 2136 section 2.5.1: add to the set. */
const additions = ({ name, type, after }: SetUpdate): readonly Uint8Array[] =>
  (after?.values ?? []).map((value) =>
    rowBytes({
      name,
      type,
      class: classIn,
      ttlSeconds: after === null || after.ttlSeconds === 'auto' ? 300 : after.ttlSeconds,
      value,
    }),
  );

/** RFC 2136 section 2.5.4: delete one record. */
function apexRemovals(update: SetUpdate, zone: string): readonly Uint8Array[] {
  if (!isApexServers(update, zone)) return [];
  const kept = new Set(update.after?.values);
  const gone = (update.before?.values ?? []).filter((value) => !kept.has(value));
  return gone.map((value) => rowBytes({ name: update.name, type: update.type, class: classNone, value }));
}
