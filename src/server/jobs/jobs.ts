import type { Server } from '../server.ts';

/** Something done again and again beside the watch. */
export interface Job {
  readonly name: string;
  readonly everyMs: number;
  /** Only where this replica decides; the others need not. */
  readonly isForLeader: boolean;
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** Runs each job in turn until the end. A job that fails is told once, and again when it works. */
export async function runJobs(
  { outside, watch, log }: Pick<Server, 'outside' | 'watch' | 'log'>,
  jobs: readonly Job[],
  signal: AbortSignal,
): Promise<void> {
  const loop = async (job: Job): Promise<void> => {
    let isTroubled = false;
    while (!signal.aborted) {
      if (!job.isForLeader || watch.isLeader()) {
        try {
          await job.run(signal);
          if (isTroubled) log('job-works-again', { job: job.name });
          isTroubled = false;
        } catch (cause) {
          if (!isTroubled)
            log('job-failed', { job: job.name, why: cause instanceof Error ? cause.message : String(cause) });
          isTroubled = true;
        }
      }
      await outside.clock.sleep(job.everyMs, signal);
    }
  };
  await Promise.all(jobs.map(loop));
}
