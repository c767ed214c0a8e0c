import type { Change } from '../../../model/fix.ts';
import type { Job, Outcome } from './job.ts';
import { outcome } from './job.ts';
import { has, human, note, position } from './standing.ts';

const maxAttempts = 3;
const retryMs = 1_000;

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
