import type { Sample } from '../../model/monitor.ts';
import type { Recheck } from '../incident/policy.ts';
import type { RemoteParts } from './remote-probe.ts';

/** Samples on their way to the server. */
export interface Outgoing {
  readonly add: (sample: Sample) => void;
  /** Sends what waits; gives what should be looked at again. */
  readonly deliver: () => Promise<readonly Recheck[]>;
  readonly save: () => Promise<void>;
  readonly reached: () => void;
  readonly cutOff: (why: string) => void;
  readonly isCutOff: () => boolean;
  readonly size: () => number;
}

const batch = 500;
/** Three hours of 250 monitors a minute; beyond that the oldest go. */
const maxWaiting = 50_000;
const firstWaitMs = 1_000;
const longestWaitMs = 15_000;
const saveEveryMs = 15_000;

export function createOutgoing(
  parts: Pick<RemoteParts, 'outside' | 'headquarters' | 'kept' | 'keep' | 'onTrouble'>,
): Outgoing {
  const { clock } = parts.outside;
  let waiting: Sample[] = [...parts.kept];
  let [waitMs, blockedUntilMs, savedAtMs, dropped] = [0, 0, 0, 0];
  let [isAway, isSaved] = [false, parts.kept.length > 0];
  const cutOff = (why: string): void => {
    if (!isAway) parts.onTrouble(`The server cannot be reached, what is seen is kept: ${why}`);
    isAway = true;
  };
  const reached = (): void => {
    if (isAway)
      parts.onTrouble(`The server is reached again; ${waiting.length} samples wait, ${dropped} were lost`);
    [isAway, waitMs, dropped] = [false, 0, 0];
  };
  const save = async (): Promise<void> => {
    if (waiting.length === 0 && !isSaved) return;
    await parts.keep(waiting);
    [isSaved, savedAtMs] = [waiting.length > 0, clock.monotonicMs()];
  };
  const failed = async (why: string): Promise<void> => {
    cutOff(why);
    waitMs = Math.min(waitMs === 0 ? firstWaitMs : waitMs * 2, longestWaitMs);
    blockedUntilMs = clock.monotonicMs() + waitMs;
    if (clock.monotonicMs() - savedAtMs >= saveEveryMs) await save();
  };
  return {
    cutOff,
    reached,
    save,
    isCutOff: () => isAway,
    size: () => waiting.length,
    add: (sample) => {
      waiting.push(sample);
      if (waiting.length <= maxWaiting) return;
      dropped += waiting.length - maxWaiting;
      waiting = waiting.slice(-maxWaiting);
    },
    deliver: async () => {
      const rechecks: Recheck[] = [];
      while (waiting.length > 0 && clock.monotonicMs() >= blockedUntilMs) {
        const sent = waiting.slice(0, batch);
        const answer = await parts.headquarters.send(sent);
        if (!answer.ok) {
          await failed(answer.error.message);
          return rechecks;
        }
        reached();
        const last = sent.at(-1);
        // What was dropped meanwhile came from the front.
        waiting = last === undefined ? waiting : waiting.slice(waiting.indexOf(last) + 1);
        rechecks.push(...answer.value.rechecks);
      }
      if (isSaved && waiting.length === 0) await save();
      return rechecks;
    },
  };
}
