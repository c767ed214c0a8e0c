import type { Change, Plan, Provider } from '../../../model/fix.ts';
import { canonicalJson } from '../../../model/json.ts';
import { canonicalResource, isSameResource } from '../../../protocols/edge/state.ts';
import type { Resources } from '../../../protocols/edge/state.ts';

/** One write: what the back end changes all or nothing. */
export interface WriteStep {
  readonly stage: number;
  readonly changes: readonly Change[];
}

export function stepsOf(plan: Plan, provider: Pick<Provider, 'groups'>): readonly WriteStep[] {
  const byId = new Map(plan.changes.map((change) => [change.id, change]));
  return plan.stages.flatMap((stage, index) => {
    const changes = stage.changes.flatMap((id) => byId.get(id) ?? []);
    const groups = provider.groups?.(changes) ?? [changes];
    return groups.filter((group) => group.length > 0).map((group) => ({ stage: index, changes: group }));
  });
}

/** The resources the steps touch, as they are after the first `count` steps. */
export function expectedAfter(steps: readonly WriteStep[], count: number): Resources {
  const state: Record<string, Change['after']> = {};
  for (const change of steps.flatMap((step) => step.changes))
    if (!Object.hasOwn(state, change.resource)) state[change.resource] = change.before;
  for (const step of steps.slice(0, count))
    for (const change of step.changes) state[change.resource] = change.after;
  return state;
}

/**
 * How many steps are done, by looking at the world and never by remembering: the count nearest to what the journal says whose
 * state is the present one. Null: the touched resources are in no state of ours, somebody else changed them.
 */
export function positionIn(steps: readonly WriteStep[], now: Resources, hint: number): number | null {
  const counts = [...Array(steps.length + 1).keys()].toSorted(
    (a, b) => Math.abs(a - hint) - Math.abs(b - hint) || b - a,
  );
  return counts.find((count) => isAt(expectedAfter(steps, count), now)) ?? null;
}

const isAt = (expected: Resources, now: Resources): boolean =>
  Object.entries(expected).every(([resource, value]) =>
    isSameResource(resource, value, now[resource] ?? null),
  );

/** The touched resources in the form two readings are compared in. */
export const touchedState = (steps: readonly WriteStep[], now: Resources): string =>
  canonicalJson(
    Object.keys(expectedAfter(steps, 0))
      .toSorted()
      .map((resource) => [resource, canonicalResource(resource, now[resource] ?? null)]),
  );
