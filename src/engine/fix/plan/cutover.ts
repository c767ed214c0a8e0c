import type { PlannedChange, PlanStage } from '../../../model/fix.ts';
import type { Json } from '../../../model/json.ts';
import { setFrom } from '../../../protocols/zone/records/resources.ts';
import type { RecordSet } from '../../../protocols/zone/records/record-set.ts';

export type CutoverMode = 'auto' | 'always' | 'never';

export interface Staged {
  readonly changes: readonly PlannedChange[];
  readonly stages: readonly PlanStage[];
}

/** How long a name that is about to move may be remembered, and how long it is watched before that is raised again. */
export const cutoverSeconds = { short: 300, margin: 5, watch: 3_600 } as const;

/**
 * Lower, wait, switch, watch, raise: a name that works today and leads visitors or mail is moved so that going back takes five
 * minutes. A resolver may have asked just before the last server was lowered (RFC 1035 section 3.2.1), so the wait is one
 * whole old TTL counted from the moment every server shows the new one.
 */
export function staged(changes: readonly PlannedChange[], mode: CutoverMode): Staged {
  const slow = changes.filter((change) => isSlow(change, mode));
  if (slow.length === 0) return { changes, stages: oneStage(changes) };
  const lower = slow.map((change) => lowered(change));
  const swap = changes.map((change) => (slow.includes(change) ? switched(change) : change));
  const raise = slow.filter((change) => ttlOf(change, 'after') > cutoverSeconds.short).map(raised);
  const longest = Math.max(...slow.map((change) => ttlOf(change, 'before')));
  const wait = longest + cutoverSeconds.margin;
  return {
    changes: [...lower, ...swap, ...raise],
    stages: [
      {
        title: 'Lower',
        changes: ids(lower),
        waitSeconds: wait,
        why: `Resolvers remember the old answers for up to ${longest} seconds.`,
      },
      {
        title: 'Switch',
        changes: ids(swap),
        waitSeconds: raise.length > 0 ? cutoverSeconds.watch : 0,
        why: raise.length > 0 ? 'Watched before it is remembered for long again.' : '',
      },
      ...(raise.length > 0 ? [{ title: 'Raise', changes: ids(raise), waitSeconds: 0, why: '' }] : []),
    ],
  };
}

const oneStage = (changes: readonly PlannedChange[]): readonly PlanStage[] =>
  changes.length === 0 ? [] : [{ title: 'Change', changes: ids(changes), waitSeconds: 0, why: '' }];

const ids = (changes: readonly PlannedChange[]): readonly string[] => changes.map(({ id }) => id);

function isSlow(change: PlannedChange, mode: CutoverMode): boolean {
  if (mode === 'never' || change.kind !== 'update') return false;
  const [before, after] = [setOf(change.resource, change.before), setOf(change.resource, change.after)];
  if (before === null || after === null || before.values.join() === after.values.join()) return false;
  if (!/^(?:A|AAAA|CNAME|MX)$/.test(before.type) || ttlOf(change, 'before') <= cutoverSeconds.short)
    return false;
  return (
    mode === 'always' || (change.risk === 'dangerous' && !change.reasons.some(({ check }) => isBroken(check)))
  );
}

/** What is broken now is not made to wait for an hour. */
const isBroken = (check: string): boolean =>
  /^(?:domain\/(?:host-resolution|host-origin|mx-resolution|mx-target|dangling-alias|takeover|private-address|null-mx)|mail\/(?:mx-|null-mx))/.test(
    check,
  );

const lowered = (change: PlannedChange): PlannedChange => ({
  ...change,
  id: `${change.id}-lower`,
  after: withTtl(change.before, cutoverSeconds.short),
  risk: 'safe',
  dangers: [],
  preflights: [],
  why: 'Lower the TTL before the name moves.',
  cures: [],
  probes: change.probes.map((probe) =>
    probe.kind === 'answer'
      ? {
          ...probe,
          values: setOf(change.resource, change.before)?.values ?? null,
          ttlSeconds: cutoverSeconds.short,
        }
      : probe,
  ),
});

const switched = (change: PlannedChange): PlannedChange => ({
  ...change,
  before: withTtl(change.before, cutoverSeconds.short),
  after:
    ttlOf(change, 'after') > cutoverSeconds.short
      ? withTtl(change.after, cutoverSeconds.short)
      : change.after,
  probes: change.probes.map((probe) =>
    probe.kind === 'answer' && probe.ttlSeconds !== null
      ? { ...probe, ttlSeconds: cutoverSeconds.short }
      : probe,
  ),
});

const raised = (change: PlannedChange): PlannedChange => ({
  ...change,
  id: `${change.id}-raise`,
  before: withTtl(change.after, cutoverSeconds.short),
  risk: 'safe',
  dangers: [],
  preflights: [],
  why: 'Raise the TTL again after the name was watched.',
  cures: [],
});

const ttlOf = (change: PlannedChange, side: 'before' | 'after'): number => {
  const ttl = setOf(change.resource, change[side])?.ttlSeconds;
  return typeof ttl === 'number' ? ttl : 0;
};

const withTtl = (value: Json, ttlSeconds: number): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value, ttlSeconds } : value;

function setOf(resource: string, value: Json): RecordSet | null {
  if (value === null || !resource.startsWith('rrset:')) return null;
  const set = setFrom(resource, value);
  return 'problem' in set ? null : set;
}
