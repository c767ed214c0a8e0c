import type { RecordPlan, ZonePlan } from '../plan.ts';

/**
 * Zone records from text, one per line: `name [ttl] type value`. `@` is the zone, names without final dot are below it;
 * names inside values are absolute. Empty lines are skipped.
 */
export const recordsFrom = (zone: string, text: string): readonly RecordPlan[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => recordFrom(zone, line));

export const zoneFrom = (name: string, text: string, isSigned = false): ZonePlan => ({
  name,
  records: recordsFrom(name, text),
  dnssec: isSigned ? { signedDaysAgo: 2, expiresInDays: 20, ds: 'match', unsignedTypes: [] } : null,
});

/** `@`, `www` or `www.example.com.` to a name in plan form. */
export function nameIn(zone: string, text: string): string {
  if (text === '@') return zone;
  if (text.endsWith('.')) return text === '.' ? '.' : text.slice(0, -1);
  return zone === '.' ? text : `${text}.${zone}`;
}

const defaultTtlSeconds = 3600;

function recordFrom(zone: string, line: string): RecordPlan {
  const parts = /^(\S+)\s+(?:(\d+)\s+)?([A-Z][A-Z0-9]*)\s+(.+)$/.exec(line);
  const [, name, ttl, type, value] = parts ?? [];
  if (name === undefined || type === undefined || value === undefined)
    throw new Error(`This is no zone record: ${line}`);
  return { name: nameIn(zone, name), type, ttlSeconds: Number(ttl ?? defaultTtlSeconds), value };
}
