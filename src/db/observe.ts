import type { Result } from '../model/outside.ts';
import { ok, type Clock } from '../model/outside.ts';
import { difference, steady } from '../protocols/database/delta.ts';
import type { StatementUse } from '../protocols/database/statistics.ts';
import type { Looked, StatementCounters } from './looked.ts';
import { settledCounts } from './settled.ts';

/** One request or step, however it is made. */
export interface Act {
  readonly id: string;
  /** False: it has to happen, but its time says nothing about the product (waiting for a mail). */
  readonly isMeasured: boolean;
  readonly run: () => Promise<ActAnswer>;
}

export interface ActAnswer {
  /** Null: it went well; else one sentence. */
  readonly trouble: string | null;
  /** Equal for equal answers; null when answers cannot be compared. */
  readonly answer: string | null;
  readonly isCached: boolean;
}

export interface Observation {
  readonly id: string;
  readonly statements: readonly StatementUse[];
  readonly tookMs: number;
  readonly databaseMs: number;
  readonly heldMs: number;
  /** Statements that ran and could not be told apart. */
  readonly unseen: number;
  readonly isRepeatedAnswer: boolean;
  readonly trouble: string | null;
}

export interface ObserveTools {
  readonly looked: Looked;
  readonly counters: StatementCounters;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

interface Once {
  readonly counts: ReturnType<typeof difference>;
  readonly unseen: number;
  readonly tookMs: number;
  readonly heldMs: number;
  readonly answer: ActAnswer;
}

/** What is known of a request made several times: the least of each figure is its own, the rest came from others. */
export async function observed(
  id: string,
  requests: readonly Once[],
  { counters }: ObserveTools,
): Promise<Result<Observation>> {
  const uses = await counters.withTexts(steady(requests.map(({ counts }) => counts)));
  if (!uses.ok) return uses;
  const databaseMs = uses.value.reduce((sum, { execMs }) => sum + execMs, 0);
  const answers = new Set(requests.map(({ answer }) => answer.answer));
  return ok({
    id,
    statements: uses.value,
    tookMs: Math.min(...requests.map(({ tookMs }) => tookMs)),
    databaseMs,
    heldMs: Math.min(...requests.map(({ heldMs }) => heldMs)),
    unseen: Math.min(...requests.map(({ unseen }) => unseen)),
    isRepeatedAnswer:
      requests.length > 1 &&
      answers.size === 1 &&
      !answers.has(null) &&
      !requests.some(({ answer }) => answer.isCached),
    trouble: requests.find(({ answer }) => answer.trouble !== null)?.answer.trouble ?? null,
  });
}

/** Runs it once between two looks at the counters. */
export async function once(act: Act, tools: ObserveTools): Promise<Result<Once>> {
  const { counters, clock } = tools;
  const before = await settledCounts(counters, tools);
  if (!before.ok) return before;
  const unseenBefore = await counters.unseen();
  const startedMs = clock.monotonicMs();
  const running = act.run();
  const heldMs = await watchHeld(running, tools);
  const answer = await running;
  const tookMs = clock.monotonicMs() - startedMs;
  const after = await settledCounts(counters, tools);
  if (!after.ok) return after;
  const unseen = (await counters.unseen()) - unseenBefore;
  return ok({ counts: difference(before.value, after.value), unseen, tookMs, heldMs, answer });
}

const watchMs = 40;

/** How long the longest transaction of this database stood open with nothing to do while the request ran. */
async function watchHeld(
  running: Promise<ActAnswer>,
  { looked, clock, signal }: ObserveTools,
): Promise<number> {
  const look = looked.watchHeld();
  let longest = 0;
  const state = { isOver: false };
  const end = (): void => void (state.isOver = true);
  void running.then(end, end);
  while (!state.isOver && !signal.aborted) {
    await Promise.race([running, clock.sleep(watchMs, signal)]);
    if (state.isOver) break;
    longest = Math.max(longest, await look());
  }
  return longest;
}
