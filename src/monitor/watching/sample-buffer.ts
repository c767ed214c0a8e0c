import type { Sample } from '../../model/monitor.ts';
import type { Clock } from '../../model/outside.ts';

/** Samples on their way to the store; none is lost while the store is away, up to a limit. */
export interface SampleBuffer {
  readonly add: (sample: Sample) => void;
  readonly flush: () => Promise<void>;
  readonly size: () => number;
  readonly dropped: () => number;
}

/** About an hour of 10,000 monitors a minute would not fit into memory; ten minutes do. */
const maxKept = 100_000;
const maxBatch = 2_000;
const firstWaitMs = 1_000;
const longestWaitMs = 30_000;

export function createSampleBuffer(parts: {
  readonly clock: Clock;
  readonly keep: (samples: readonly Sample[]) => Promise<void>;
  readonly onTrouble: (sentence: string) => void;
}): SampleBuffer {
  const { clock, keep, onTrouble } = parts;
  let waiting: Sample[] = [];
  let [dropped, waitMs, blockedUntilMs, isFlushing] = [0, 0, 0, false];
  const failed = (cause: unknown): void => {
    const why = cause instanceof Error ? cause.message : String(cause);
    if (waitMs === 0) onTrouble(`Samples wait in memory, the store does not take them: ${why}`);
    waitMs = Math.min(waitMs === 0 ? firstWaitMs : waitMs * 2, longestWaitMs);
    blockedUntilMs = clock.monotonicMs() + waitMs;
  };
  const flush = async (): Promise<void> => {
    if (isFlushing || clock.monotonicMs() < blockedUntilMs) return;
    isFlushing = true;
    try {
      while (waiting.length > 0) {
        const batch = waiting.slice(0, maxBatch);
        await keep(batch);
        // What was dropped meanwhile came from the front.
        waiting = waiting.slice(waiting.indexOf(batch.at(-1) as Sample) + 1);
        if (waitMs > 0) onTrouble(`The store takes samples again; ${dropped} were lost`);
        [waitMs, dropped] = [0, 0];
      }
    } catch (cause) {
      failed(cause);
    } finally {
      isFlushing = false;
    }
  };
  return {
    add: (sample) => {
      waiting.push(sample);
      if (waiting.length <= maxKept) return;
      dropped += waiting.length - maxKept;
      waiting = waiting.slice(-maxKept);
    },
    flush,
    size: () => waiting.length,
    dropped: () => dropped,
  };
}
