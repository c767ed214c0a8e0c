import type { Json } from '../../../model/json.ts';
import { absoluteName, isAtOrBelow } from '../../dns/name.ts';
import { parseResource } from '../../edge/resource.ts';
import { compareSets } from './record-set.ts';
import type { RecordSet } from './record-set.ts';
import { canonicalSet } from './record-set.ts';
import type { ValueProblem } from './value.ts';

/** `rrset:www.example.com./A`: how a record set is called in plans and provider states. */
export const setResource = (set: Pick<RecordSet, 'name' | 'type'>): string =>
  `rrset:${absoluteName(set.name)}/${set.type}`;

/** The value of a record-set resource: everything but what its id says already. */
export function setJson(set: RecordSet): Json {
  const { ttlSeconds, values, isProxied, comments } = set;
  return {
    ttlSeconds,
    values,
    ...(isProxied === true ? { isProxied } : {}),
    ...(comments === undefined ? {} : { comments }),
  };
}

/** A record set from a plan or a stored state, in canonical form, or what is wrong with it. */
export function setFrom(resource: string, value: Json): RecordSet | ValueProblem {
  const id = parseResource(resource);
  if (id?.kind !== 'rrset') return { problem: `${resource.slice(0, 120)} names no record set` };
  if (!isSetJson(value)) return { problem: `${resource.slice(0, 120)} has not the form of a record set` };
  return canonicalSet({ name: id.name, type: id.type, ...value });
}

type SetJson = Pick<RecordSet, 'ttlSeconds' | 'values' | 'isProxied' | 'comments'>;

function isSetJson(value: unknown): value is SetJson {
  if (typeof value !== 'object' || value === null) return false;
  const { ttlSeconds, values, isProxied, comments } = value as Readonly<Record<string, unknown>>;
  return (
    (typeof ttlSeconds === 'number' || ttlSeconds === 'auto') &&
    Array.isArray(values) &&
    values.every((each) => typeof each === 'string') &&
    (isProxied === undefined || typeof isProxied === 'boolean') &&
    (comments === undefined || isTexts(comments))
  );
}

const isTexts = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((each) => typeof each === 'string');

/** Types the server keeps itself: never read into a state, never planned (RFC 4035 section 2, BIND's TYPE65534). */
const serverKept = new Set([
  'SOA',
  'RRSIG',
  'NSEC',
  'NSEC3',
  'NSEC3PARAM',
  'DNSKEY',
  'TYPE65534',
  'TSIG',
  'OPT',
]);
export const isServerKept = (type: string): boolean => serverKept.has(type);

/** The record sets a person may plan with, as resources of a provider state. */
export const setResources = (sets: readonly RecordSet[]): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    sets
      .filter((set) => !isServerKept(set.type))
      .map((set): [string, Json] => [setResource(set), setJson(set)]),
  );

/** The record sets among resources, sorted as zones are (RFC 4034 section 6.1); broken ones are left out. */
export const setsOf = (resources: Readonly<Record<string, Json>>): readonly RecordSet[] =>
  Object.entries(resources)
    .filter(([id]) => id.startsWith('rrset:'))
    .map(([id, value]) => setFrom(id, value))
    .filter((set): set is RecordSet => !('problem' in set))
    .toSorted(compareSets);

export const isInZone = (name: string, apex: string): boolean => isAtOrBelow(name, apex);
