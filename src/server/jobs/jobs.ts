import type { Server } from '../server.ts';

/** Something done again and again beside the watch. */
export interface Job {
  readonly name: string;
  readonly everyMs: number;
  /** Only where this replica decides; the others need not. */
  readonly isForLeader: boolean;
  readonly run: (signal: AbortSignal) => Promise<void>;
}

type Parts = Pick<Server, 'outside' | 'watch' | 'log'>;

/** Runs each job in turn until the end. A job that fails is told once, and again when it works. */
export const runJobs = (parts: Parts, jobs: readonly Job[], signal: AbortSignal): Promise<unknown> =>
  Promise.all(jobs.map((job) => repeat(parts, job, signal)));

async function repeat({ outside, watch, log }: Parts, job: Job, signal: AbortSignal): Promise<void> {
  let isTroubled = false;
  while (!signal.aborted) {
    const why = !job.isForLeader || watch.isLeader() ? await failureOf(job, signal) : null;
    if (why !== null && !isTroubled) log('job-failed', { job: job.name, why });
    if (why === null && isTroubled) log('job-works-again', { job: job.name });
    isTroubled = why !== null;
    await outside.clock.sleep(job.everyMs, signal);
  }
}

const failureOf = (job: Job, signal: AbortSignal): Promise<string | null> =>
  job.run(signal).then(
    () => null,
    (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)),
  );
