import type { Change, ProviderState } from '../../../model/fix.ts';
import type { Result } from '../../../model/outside.ts';
import { threeWay } from '../../../protocols/edge/state.ts';
import type { Resources } from '../../../protocols/edge/state.ts';
import type { Job, Outcome } from './job.ts';
import { outcome } from './job.ts';
import type { JournalEvent } from './journal.ts';
import { expectedAfter, positionIn } from './steps.ts';

/** Thrown nowhere but here: the journal could not be written, so nothing more may be. */
export class JournalFailure extends Error {
  override readonly name = 'JournalFailure';
}

/** How many steps the world shows as done, or why nobody can go on. */
export async function position(job: Job, hint?: number): Promise<number | Outcome> {
  const { steps, deps } = job;
  const state = await readTouched(job);
  if (!state.ok)
    return outcome(
      'could-not-look',
      `${deps.provider.title} could not be read: ${state.error.message}. Nothing more was written; go on with: launch-ready fix apply`,
    );
  const at = positionIn(steps, state.value.resources, hint ?? remembered(job));
  if (at !== null) return at;
  const changes = steps.flatMap((step) => step.changes);
  const divergence = threeWay(
    expectedAfter(steps, 0),
    expectedAfter(steps, steps.length),
    pick(state.value.resources, changes),
  );
  return human(job, 'Somebody else changed the same records meanwhile. Nothing was overwritten.', {
    divergence,
  });
}

export async function human(job: Job, why: string, more: Partial<Outcome> = {}): Promise<Outcome> {
  if (job.journal.last?.event !== 'needs-human')
    await note(job, { event: 'needs-human', why: why.slice(0, 2_000) });
  return outcome('needs-human', why, more);
}

const remembered = ({ journal }: Job): number => {
  const last = journal.entries.findLast(({ event }) => /writ/.test(event));
  return last !== undefined && 'step' in last ? last.step : 0;
};

export const pick = (state: Resources, changes: readonly Change[]): Resources =>
  Object.fromEntries(
    changes.flatMap(({ resource }) =>
      Object.hasOwn(state, resource) ? [[resource, state[resource] ?? null]] : [],
    ),
  );

/** Everything: for the first look, which compares the whole state. */
export const readState = ({ deps }: Job): Promise<Result<ProviderState>> =>
  deps.provider.read(new AbortController().signal);

/** Only what the plan touches, where the back end can tell it apart. */
function readTouched({ deps, steps }: Job): Promise<Result<ProviderState>> {
  const touched = Object.keys(expectedAfter(steps, 0));
  const { signal } = new AbortController();
  return deps.provider.readSome?.(touched, signal) ?? deps.provider.read(signal);
}

export const has = ({ journal }: Job, event: JournalEvent['event']): boolean =>
  journal.entries.some((entry) => entry.event === event);

export async function note({ journal, deps }: Job, event: JournalEvent): Promise<void> {
  const added = await journal.add(deps.outside.clock.now(), event);
  if (!added.ok) throw new JournalFailure(`The journal cannot be written: ${added.error.message}`);
}
