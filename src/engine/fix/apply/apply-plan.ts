import type { Change, WriteReceipt } from '../../../model/fix.ts';
import { fingerprintOf, threeWay } from '../../../protocols/edge/state.ts';
import type { Resources } from '../../../protocols/edge/state.ts';
import type { Job, Outcome } from './job.ts';
import { outcome } from './job.ts';
import { withoutChallenges } from '../plan/watched.ts';
import { rollBack } from './roll-back.ts';
import { has, note, pick, position, readState } from './standing.ts';
import { expectedAfter } from './steps.ts';

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
