import type { LoadRelay } from '../model/outside-load.ts';
import type { Clock } from '../model/outside.ts';
import { judgeDegraded, type DegradedAct, type DegradeVerdict } from '../protocols/load/degrade.ts';

/** A route, or a journey with its steps. */
export interface DegradedSubject {
  readonly id: string;
  readonly begin: () => Promise<
    {
      readonly acts: readonly {
        readonly id: string;
        readonly isMeasured: boolean;
        readonly run: () => Promise<{ readonly trouble: string | null }>;
      }[];
    } & AsyncDisposable
  >;
}

export interface DegradeTools {
  readonly relay: LoadRelay;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly host: string;
  readonly delayMs: number;
  readonly onProgress: (what: string) => void;
}

export interface DegradeResult {
  readonly acts: readonly DegradeVerdict[];
  /** Nothing came through the relay: nothing is known. */
  readonly isUnused: boolean;
  /** Steps that fail with the dependency as it is; nothing can be said about them. */
  readonly broken: readonly string[];
}

const rounds = 3;
/** What goes on after an answer may still ask. */
const afterMs = 250;

/** Each subject in turn with the dependency as it is and slow: drifts of the machine meet both alike. */
export async function degrade(
  subjects: readonly DegradedSubject[],
  tools: DegradeTools,
): Promise<DegradeResult> {
  const acts: DegradeVerdict[] = [];
  const broken: string[] = [];
  for (const subject of subjects) {
    const seen = new Map<string, Seen>();
    tools.onProgress(subject.id);
    await walk(subject, { ...tools, delayMs: 0 }, new Map());
    for (let round = 0; round < rounds && !tools.signal.aborted; round += 1) {
      await walk(subject, { ...tools, delayMs: 0 }, seen);
      await walk(subject, tools, seen);
    }
    for (const act of seen.values()) {
      if (act.usualTrouble === null) acts.push(judgeDegraded(act, tools));
      else broken.push(`${act.id}: ${act.usualTrouble}`);
    }
  }
  await tools.clock.sleep(afterMs, tools.signal);
  return { acts, isUnused: tools.relay.questions() === 0, broken };
}

interface Seen extends DegradedAct {
  readonly usualMs: number[];
  readonly slowMs: number[];
  usualTrouble: string | null;
  trouble: string | null;
  questions: number;
}

async function walk(subject: DegradedSubject, tools: DegradeTools, seen: Map<string, Seen>): Promise<void> {
  const { relay, clock, delayMs, signal } = tools;
  relay.setDelay(delayMs);
  await using round = await subject.begin();
  for (const act of round.acts) {
    if (signal.aborted) return;
    const startedMs = clock.monotonicMs();
    const before = relay.questions();
    const { trouble } = await act.run();
    if (!act.isMeasured) continue;
    const known: Seen = seen.get(act.id) ?? {
      id: act.id,
      usualMs: [],
      slowMs: [],
      usualTrouble: null,
      trouble: null,
      questions: 0,
    };
    seen.set(act.id, known);
    known.questions += relay.questions() - before;
    if (delayMs > 0) {
      known.slowMs.push(clock.monotonicMs() - startedMs);
      known.trouble ??= trouble;
    } else {
      known.usualMs.push(clock.monotonicMs() - startedMs);
      known.usualTrouble ??= trouble;
    }
  }
}
