import type { Change, Provider, WriteReceipt } from '../model/fix.ts';
import type { Json } from '../model/json.ts';
import { unsupported } from '../protocols/edge/capability.ts';
import { canonicalResource, isSameResource } from '../protocols/edge/state.ts';
import type { Resources } from '../protocols/edge/state.ts';
import { conflictOf } from '../protocols/zone/records/conflicts.ts';
import { setFrom, setsOf } from '../protocols/zone/records/resources.ts';

export type Prepared =
  | { readonly ok: true; readonly next: Resources }
  | { readonly ok: false; readonly receipts: readonly WriteReceipt[] };

export interface WriteTarget {
  readonly provider: Pick<Provider, 'capabilities' | 'title'>;
  /** Apex of the zone, without final dot. */
  readonly zone: string;
}

/**
 * Looks at a group of changes before anything is sent: every `before` must still hold, every `after` must be something this
 * provider can hold and a name server would accept. One that fails stops the whole group.
 */
export function prepare(target: WriteTarget, state: Resources, changes: readonly Change[]): Prepared {
  const next = applied(state, changes);
  const problems = changes.map((change) => problemOf(target, { state, next, change }));
  if (problems.every((problem) => problem === null)) return { ok: true, next };
  const receipts = changes.map(({ id }, index): WriteReceipt => {
    const found = problems[index] ?? null;
    return found === null
      ? { change: id, outcome: 'refused', detail: 'Not written: another change of its group cannot be made.' }
      : { change: id, ...found };
  });
  return { ok: false, receipts };
}

/** The state as it would be after the changes, in canonical form. */
export function applied(state: Resources, changes: readonly Pick<Change, 'resource' | 'after'>[]): Resources {
  const next = new Map(Object.entries(state));
  for (const { resource, after } of changes) {
    if (after === null) next.delete(resource);
    else next.set(resource, canonicalResource(resource, after));
  }
  return Object.fromEntries(next);
}

type Problem = Pick<WriteReceipt, 'outcome' | 'detail'>;

function problemOf(
  target: WriteTarget,
  { state, next, change }: { readonly state: Resources; readonly next: Resources; readonly change: Change },
): Problem | null {
  const now: Json = Object.hasOwn(state, change.resource) ? (state[change.resource] ?? null) : null;
  if (!isSameResource(change.resource, now, change.before))
    return {
      outcome: 'stale',
      detail: `${change.resource} is not as it was when this was planned: ${brief(now)}.`,
    };
  const refusal = unsupported(target.provider, target.zone, {
    resource: change.resource,
    value: change.after,
  });
  if (refusal !== null) return { outcome: 'refused', detail: `${refusal}.` };
  const set =
    change.after !== null && change.resource.startsWith('rrset:')
      ? setFrom(change.resource, change.after)
      : null;
  if (set === null) return null;
  if ('problem' in set) return { outcome: 'refused', detail: `${set.problem}.` };
  const conflict = conflictOf(set, {
    apex: target.zone,
    sets: setsOf(next),
    isApexAliasAllowed: target.provider.capabilities['rrset:CNAME@apex']?.can === 'yes',
  });
  return conflict === null ? null : { outcome: 'refused', detail: `${conflict}.` };
}

const brief = (value: Json): string => {
  if (value === null) return 'it is gone';
  const text = JSON.stringify(value);
  return `now ${text.length > 200 ? `${text.slice(0, 200)}…` : text}`;
};

export const allDone = (
  changes: readonly Change[],
  detail: string,
  windowMs?: number,
): readonly WriteReceipt[] =>
  changes.map(({ id }) => ({
    change: id,
    outcome: 'done',
    detail,
    ...(windowMs === undefined ? {} : { windowMs }),
  }));

export const allRefused = (changes: readonly Change[], detail: string): readonly WriteReceipt[] =>
  changes.map(({ id }) => ({ change: id, outcome: 'refused', detail }));

export const allStale = (changes: readonly Change[], detail: string): readonly WriteReceipt[] =>
  changes.map(({ id }) => ({ change: id, outcome: 'stale', detail }));
