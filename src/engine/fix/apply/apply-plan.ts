import type { Change, ProviderState, WriteReceipt } from '../../../model/fix.ts';
import type { Result } from '../../../model/outside.ts';
import { fingerprintOf, threeWay } from '../../../protocols/edge/state.ts';
import type { Resources } from '../../../protocols/edge/state.ts';
import type { Job, Outcome } from './job.ts';
import { outcome } from './job.ts';
import type { JournalEvent } from './journal.ts';
import { withoutChallenges } from '../plan/watched.ts';
import { expectedAfter, positionIn } from './steps.ts';

/** Thrown nowhere but here: the journal could not be written, so nothing more may be. */
export class JournalFailure extends Error {
  override readonly name = 'JournalFailure';
}

const maxAttempts = 3;
const retryMs = 1_000;
const sliceMs = 5_000;

/**
 * Forward from wherever the world is: fresh, half-way after a crash, or waiting between stages. Every write is told to the
 * journal before and after; what was done is read from the world, never remembered.
 */
export async function applyPlan(job: Job): Promise<Outcome> {
  const { journal, plan, deps } = job;
  const ended = endOf(job);
  if (ended !== null) return ended;
  if (journal.entries.some(({ event }) => event === 'undoing'))
    return rollBack(job, 'The way back was begun before.');
  const state = await readState(job);
  if (!state.ok)
    return outcome('could-not-look', `${deps.provider.title} could not be read: ${state.error.message}.`);
  const begun = journal.entries.length > 0;
  if (!begun) {
    const refusal = await refusalOf(job, state.value.resources);
    if (refusal !== null) return refusal;
    await note(job, { event: 'begun', plan: plan.hash, by: 'launch-ready' });
  }
  return forward(job);
}

/** A plan that ended is not begun again. */
function endOf({ journal }: Job): Outcome | null {
  const last = journal.last;
  if (last?.event === 'done') return outcome('done', 'This plan was applied and proven already.');
  if (last?.event === 'rolled-back')
    return outcome('rolled-back', `This plan was taken back already: ${last.why}`);
  return null;
}

async function refusalOf({ plan, deps, steps }: Job, now: Resources): Promise<Outcome | null> {
  if (deps.outside.clock.now() > plan.expiresAt)
    return outcome(
      'refused',
      'The plan has expired: what it was made from may have changed. Make a new one.',
    );
  if (fingerprintOf(withoutChallenges(now)) !== plan.before) {
    const divergence = threeWay(
      expectedAfter(steps, 0),
      expectedAfter(steps, steps.length),
      pick(
        now,
        steps.flatMap((step) => step.changes),
      ),
    );
    return outcome(
      'refused',
      'The zone is not as it was when this plan was made. Nothing was written; make a new plan.',
      {
        divergence: divergence.filter(({ kind }) => kind !== 'ours'),
      },
    );
  }
  const failures = await deps.preflight(plan);
  return failures.length === 0
    ? null
    : outcome('refused', 'What must hold before the first write does not hold. Nothing was written.', {
        failures,
      });
}

async function forward(job: Job): Promise<Outcome> {
  const { steps, plan, deps } = job;
  let windowMs: number | null = null;
  for (;;) {
    if (deps.signal.aborted)
      return outcome('interrupted', 'Stopped between two writes; go on with: launch-ready fix apply');
    const at = await position(job);
    if (typeof at !== 'number') return at;
    const stageDone = await settleStage(job, at);
    if (stageDone !== null) return stageDone;
    if (at === steps.length) break;
    const step = steps[at];
    if (step === undefined) break;
    deps.onStep(
      `${plan.stages[step.stage]?.title ?? 'Change'} ${at + 1} of ${steps.length}: ${step.changes.map(({ resource }) => resource).join(', ')}`,
    );
    const written = await writeStep(job, at, step.changes);
    if ('state' in written) return written;
    windowMs = written.windowMs === null ? windowMs : Math.max(windowMs ?? 0, written.windowMs);
  }
  if (!has(job, 'applied')) await note(job, { event: 'applied' });
  return prove(job, windowMs);
}

/** Whether a stage ended before this step: then it must be seen everywhere, and its wait be over. */
async function settleStage(job: Job, at: number): Promise<Outcome | null> {
  const { steps, plan, journal, deps } = job;
  const stage = at === 0 ? -1 : (steps[at - 1]?.stage ?? -1);
  const next = steps[at]?.stage;
  if (stage < 0 || next === undefined || next === stage) return null;
  const wait = plan.stages[stage]?.waitSeconds ?? 0;
  if (wait === 0) return null;
  const known = journal.entries.findLast((entry) => entry.event === 'waiting' && entry.stage === stage);
  let until = known?.event === 'waiting' ? known.until : null;
  if (until === null) {
    const seen = await deps.verify(plan, { stage, isLast: false });
    if (seen.failures.length > 0) return rollBack(job, seen.failures.join(' '), seen.failures);
    until = deps.outside.clock.now() + wait * 1000;
    await note(job, { event: 'waiting', stage, until });
  }
  return waitUntil(job, until);
}

async function waitUntil({ deps, plan }: Job, until: number): Promise<Outcome | null> {
  const { clock } = deps.outside;
  if (until - clock.now() > deps.maxWaitMs)
    return outcome(
      'waiting',
      `The next stage may begin at ${new Date(until).toISOString()}. Go on then with: launch-ready fix apply --yes --plan ${plan.hash.slice(0, 12)}`,
      { waitUntil: until },
    );
  while (clock.now() < until) {
    if (deps.signal.aborted)
      return outcome('interrupted', 'Stopped while waiting; go on with: launch-ready fix apply', {
        waitUntil: until,
      });
    await clock.sleep(Math.min(sliceMs, until - clock.now()), deps.signal);
    await deps.renew();
  }
  return null;
}

interface WrittenStep {
  readonly windowMs: number | null;
}

async function writeStep(job: Job, at: number, changes: readonly Change[]): Promise<WrittenStep | Outcome> {
  const { deps } = job;
  await note(job, { event: 'writing', step: at });
  for (let attempt = 1; ; attempt += 1) {
    await deps.renew();
    const written = await deps.provider.write(changes, deps.signal);
    if (written.ok) return received(job, at, written.value);
    // Whether the world took it is not known: look.
    const now = await position(job, at);
    if (typeof now !== 'number') return now;
    if (now > at) {
      await note(job, { event: 'written', step: at + 1, windowMs: null });
      return { windowMs: null };
    }
    if (attempt === maxAttempts || deps.signal.aborted || !isWorthRepeating(written.error.kind))
      return rollBack(job, `${deps.provider.title}: ${written.error.message}.`);
    await deps.outside.clock.sleep(retryMs * attempt, deps.signal);
  }
}

const isWorthRepeating = (kind: string): boolean => !['permission', 'forbidden', 'aborted'].includes(kind);

async function received(
  job: Job,
  at: number,
  receipts: readonly WriteReceipt[],
): Promise<WrittenStep | Outcome> {
  const bad = receipts.find(({ outcome: each }) => each !== 'done');
  if (bad !== undefined) {
    if (bad.outcome === 'stale') {
      const now = await position(job, at);
      if (typeof now !== 'number') return now;
      if (now > at) return { windowMs: null };
    }
    return rollBack(job, bad.detail, [bad.detail]);
  }
  const windows = receipts.flatMap(({ windowMs }) => windowMs ?? []);
  const windowMs = windows.length === 0 ? null : Math.max(...windows);
  await note(job, { event: 'written', step: at + 1, windowMs });
  return { windowMs };
}

/** Looks from outside, watches for a while, and takes everything back when it does not hold. */
async function prove(job: Job, windowMs: number | null): Promise<Outcome> {
  const { plan, deps } = job;
  const stage = plan.stages.length - 1;
  const first = await deps.verify(plan, { stage, isLast: true });
  if (first.failures.length > 0) return rollBack(job, first.failures.join(' '), first.failures);
  const soak = deps.soakSeconds ?? plan.soakSeconds;
  const until = deps.outside.clock.now() + soak * 1000;
  if (soak > 0) {
    deps.onStep(`Watching for ${soak} seconds`);
    const interrupted = await waitUntil(
      { ...job, deps: { ...deps, maxWaitMs: Number.POSITIVE_INFINITY } },
      until,
    );
    if (interrupted !== null) return interrupted;
    const again = await deps.verify(plan, { stage, isLast: true });
    if (again.failures.length > 0) return rollBack(job, again.failures.join(' '), again.failures);
  }
  await note(job, { event: 'verified', checks: first.checks });
  await note(job, { event: 'done' });
  return outcome('done', `Applied and proven: ${first.checks} things were looked at from outside.`, {
    windowMs,
  });
}

/** Back to the state before, step by step, only while the world is in a state of ours. */
export async function rollBack(job: Job, why: string, failures: readonly string[] = []): Promise<Outcome> {
  const { steps, deps } = job;
  if (!has(job, 'undoing')) await note(job, { event: 'undoing', why: why.slice(0, 2_000) });
  deps.onStep('Taking it back');
  for (;;) {
    const at = await position(job);
    if (typeof at !== 'number') return at;
    const step = steps[at - 1];
    if (step === undefined) break;
    await note(job, { event: 'unwriting', step: at });
    const undone = await unwrite(job, at, step.changes);
    if (undone !== null) return undone;
    await note(job, { event: 'unwritten', step: at - 1 });
  }
  await note(job, { event: 'rolled-back', why: why.slice(0, 2_000) });
  return outcome('rolled-back', `Taken back, the zone is as before: ${why}`, { failures });
}

async function unwrite(job: Job, at: number, changes: readonly Change[]): Promise<Outcome | null> {
  const { deps } = job;
  const back = changes
    .map((change) => ({ ...change, before: change.after, after: change.before }))
    .toReversed();
  // Ctrl-C ends looking and waiting; a way back that was begun is gone to its end.
  const signal = new AbortController().signal;
  for (let attempt = 1; ; attempt += 1) {
    await deps.renew();
    const written = await deps.provider.write(back, signal);
    const isDone = written.ok && written.value.every(({ outcome: each }) => each === 'done');
    if (isDone) return null;
    const now = await position(job, at);
    if (typeof now !== 'number') return now;
    if (now < at) return null;
    const said = written.ok
      ? (written.value.find(({ outcome: each }) => each !== 'done')?.detail ?? '')
      : written.error.message;
    if (attempt === maxAttempts) return human(job, `The way back failed: ${said}`);
    await deps.outside.clock.sleep(retryMs * attempt);
  }
}

/** How many steps the world shows as done, or why nobody can go on. */
async function position(job: Job, hint?: number): Promise<number | Outcome> {
  const { steps, deps } = job;
  const state = await readState(job);
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

async function human(job: Job, why: string, more: Partial<Outcome> = {}): Promise<Outcome> {
  if (job.journal.last?.event !== 'needs-human')
    await note(job, { event: 'needs-human', why: why.slice(0, 2_000) });
  return outcome('needs-human', why, more);
}

const remembered = ({ journal }: Job): number => {
  const last = journal.entries.findLast(({ event }) => /writ/.test(event));
  return last !== undefined && 'step' in last ? last.step : 0;
};

const pick = (state: Resources, changes: readonly Change[]): Resources =>
  Object.fromEntries(
    changes.flatMap(({ resource }) =>
      Object.hasOwn(state, resource) ? [[resource, state[resource] ?? null]] : [],
    ),
  );

const readState = ({ deps }: Job): Promise<Result<ProviderState>> =>
  deps.provider.read(new AbortController().signal);

const has = ({ journal }: Job, event: JournalEvent['event']): boolean =>
  journal.entries.some((entry) => entry.event === event);

async function note({ journal, deps }: Job, event: JournalEvent): Promise<void> {
  const added = await journal.add(deps.outside.clock.now(), event);
  if (!added.ok) throw new JournalFailure(`The journal cannot be written: ${added.error.message}`);
}
