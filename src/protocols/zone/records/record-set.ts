import type { DnsRecord } from '../../../model/outside-dns.ts';
import { domainName } from '../../dns/name.ts';
import { compareNames } from './name-order.ts';
import { canonicalValue, compareValues, valueKey } from './value.ts';
import type { ValueProblem } from './value.ts';

/** All records of one owner and type (RFC 2181 section 5), class IN, in the form we compare and store. */
export interface RecordSet {
  /** Lower case, A-labels, no final dot. */
  readonly name: string;
  readonly type: string;
  /** `auto`: the provider chooses (Cloudflare's 1). */
  readonly ttlSeconds: number | 'auto';
  /** Canonical, sorted, each once. */
  readonly values: readonly string[];
  /** Answered by the provider's edge instead of these values. */
  readonly isProxied?: boolean;
  /** Notes that hang on single values, by value. */
  readonly comments?: Readonly<Record<string, string>>;
}

const maxTtlSeconds = 0x7fffffff;
const maxValues = 4_096;

/** The canonical form of a set, or what is wrong with it. Escaped owners stay as they are; text is not guessed at. */
export function canonicalSet(set: RecordSet): RecordSet | ValueProblem {
  const { ttlSeconds } = set;
  const type = set.type.toUpperCase();
  if (
    ttlSeconds !== 'auto' &&
    !(Number.isInteger(ttlSeconds) && ttlSeconds >= 0 && ttlSeconds <= maxTtlSeconds)
  )
    return { problem: 'a TTL is a number of seconds from 0 to 2147483647' };
  if (set.values.length === 0 || set.values.length > maxValues)
    return { problem: `a record set has 1 to ${maxValues} values` };
  const values = canonicalValues(type, set.values);
  if ('problem' in values) return values;
  const comments = Object.entries(set.comments ?? {}).map(([value, comment]): [string, string] => {
    const canonical = canonicalValue(type, value);
    return [typeof canonical === 'string' ? canonical : value, comment];
  });
  return {
    name: domainName(set.name) ?? set.name.toLowerCase(),
    type,
    ttlSeconds,
    values,
    ...(set.isProxied === true ? { isProxied: true } : {}),
    ...(comments.length > 0 ? { comments: Object.fromEntries(comments) } : {}),
  };
}

function canonicalValues(type: string, given: readonly string[]): readonly string[] | ValueProblem {
  const values = new Map<string, string>();
  for (const value of given) {
    const canonical = canonicalValue(type, value);
    if (typeof canonical !== 'string')
      return { problem: `${type} ${value.slice(0, 80)}: ${canonical.problem}` };
    const key = valueKey(type, canonical);
    if (!values.has(key)) values.set(key, canonical);
  }
  return [...values.values()].toSorted(compareValues(type));
}

export const compareSets = (a: RecordSet, b: RecordSet): number =>
  compareNames(a.name, b.name) || (a.type < b.type ? -1 : Number(a.type > b.type));

/**
 * Records as a server or file gives them, gathered into canonical sets. The first TTL of a set counts, as in name servers
 * that load such a file (RFC 2181 section 5.2 forbids different ones). Records whose value does not fit their type are kept
 * as written: a stranger's oddity must not hide the rest of the zone.
 */
export function recordSets(records: readonly DnsRecord[]): readonly RecordSet[] {
  const groups = Map.groupBy(records, (record) => `${record.name} ${record.type}`);
  return [...groups.values()].flatMap(setOf).toSorted(compareSets);
}

function setOf(records: readonly DnsRecord[]): readonly RecordSet[] {
  const [first] = records;
  if (first === undefined) return [];
  const { name, type, ttlSeconds } = first;
  const values = [...new Set(records.map((record) => record.value))];
  const set = canonicalSet({ name, type, ttlSeconds, values });
  return ['problem' in set ? { name, type, ttlSeconds, values: values.toSorted() } : set];
}

/** One record per value; an automatic TTL as the seconds it is served with. */
export const recordsOf = (sets: readonly RecordSet[], autoSeconds = 300): readonly DnsRecord[] =>
  sets.flatMap(({ name, type, ttlSeconds, values }) =>
    values.map((value) => ({
      name,
      type,
      ttlSeconds: ttlSeconds === 'auto' ? autoSeconds : ttlSeconds,
      value,
    })),
  );
