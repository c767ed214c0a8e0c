import { createHash } from 'node:crypto';
import { canonicalJson } from '../../model/json.ts';
import type { Json } from '../../model/json.ts';
import { setFrom, setJson } from '../zone/records/resources.ts';
import { joinedText } from '../zone/records/value.ts';

/** Resources by id, as a provider reads them. */
export type Resources = Readonly<Record<string, Json>>;

/** One resource that differs; null means it does not exist. */
export interface Difference {
  readonly resource: string;
  readonly before: Json;
  readonly after: Json;
}

/** A resource value in the one form two are compared in. Values that do not parse are compared as they are. */
export function canonicalResource(resource: string, value: Json): Json {
  if (value === null || !resource.startsWith('rrset:')) return value;
  const set = setFrom(resource, value);
  return 'problem' in set ? value : setJson(set);
}

/** Whether two values of a resource mean the same to everybody who asks. How a TXT is cut into strings does not count. */
export const isSameResource = (resource: string, a: Json, b: Json): boolean =>
  comparable(resource, a) === comparable(resource, b);

function comparable(resource: string, value: Json): string {
  const canonical = canonicalResource(resource, value);
  if (value === null || !/^rrset:.*\/(?:TXT|SPF)$/.test(resource)) return canonicalJson(canonical);
  const set = setFrom(resource, value);
  if ('problem' in set) return canonicalJson(value);
  const comments = Object.entries(set.comments ?? {}).map(([text, note]) => [joinedText(text), note]);
  const texts = set.values.map(joinedText).toSorted();
  return canonicalJson({ ...set, values: texts, comments: Object.fromEntries(comments) });
}

/** What has to change to get from one state to another, by id. Empty when they mean the same. */
export function difference(before: Resources, after: Resources): readonly Difference[] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return ids
    .map((resource) => ({ resource, before: valueOf(before, resource), after: valueOf(after, resource) }))
    .filter((each) => !isSameResource(each.resource, each.before, each.after));
}

const valueOf = (state: Resources, id: string): Json =>
  Object.hasOwn(state, id) ? (state[id] ?? null) : null;

/** - ours: only we changed it; theirs: only they did; same: both did the same; conflict: both, differently. */
export type Divergence = 'ours' | 'theirs' | 'same' | 'conflict';
export interface ThreeWay extends Difference {
  readonly now: Json;
  readonly kind: Divergence;
}

/** Before, what we wanted, and what is there now: who changed what. Resources that nobody touched are left out. */
export function threeWay(before: Resources, wanted: Resources, now: Resources): readonly ThreeWay[] {
  const ids = [...new Set([before, wanted, now].flatMap((state) => Object.keys(state)))].toSorted();
  return ids.flatMap((resource) => {
    const [base, ours, theirs] = [
      valueOf(before, resource),
      valueOf(wanted, resource),
      valueOf(now, resource),
    ];
    const isOurs = !isSameResource(resource, base, ours);
    const isTheirs = !isSameResource(resource, base, theirs);
    if (!isOurs && !isTheirs) return [];
    const both = isSameResource(resource, ours, theirs) ? 'same' : 'conflict';
    const kind = isOurs && isTheirs ? both : isOurs ? 'ours' : 'theirs';
    return [{ resource, before: base, after: ours, now: theirs, kind }];
  });
}

/** SHA-256 (hex) over the canonical state: equal states, equal fingerprints, whatever order they were read in. */
export const fingerprintOf = (state: Resources): string =>
  createHash('sha256').update(snapshotOf(state)).digest('hex');

/** The state as canonical text: what a snapshot stores and a rollback must reach byte for byte. */
export const snapshotOf = (state: Resources): string =>
  canonicalJson(
    Object.fromEntries(
      Object.entries(state).map(([id, value]): [string, Json] => [id, canonicalResource(id, value)]),
    ),
  );
