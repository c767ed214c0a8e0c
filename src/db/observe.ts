import type { Result } from '../model/outside.ts';
import { ok, type Clock } from '../model/outside.ts';
import { difference, steady } from '../protocols/postgres/delta.ts';
import type { StatementUse } from '../protocols/postgres/statistics.ts';
import { mark, type Looked } from './connect.ts';
import { settledCounts, withTexts } from './statements.ts';

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
  readonly isRepeatedAnswer: boolean;
  readonly trouble: string | null;
}

export interface ObserveTools {
  readonly looked: Looked;
  readonly schema: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

interface Once {
  readonly counts: ReturnType<typeof difference>;
  readonly tookMs: number;
  readonly heldMs: number;
  readonly answer: ActAnswer;
}

/** What is known of a request made several times: the least of each figure is its own, the rest came from others. */
export async function observed(
  id: string,
  requests: readonly Once[],
  { looked, schema }: ObserveTools,
): Promise<Result<Observation>> {
  const uses = await withTexts(looked.session, schema, steady(requests.map(({ counts }) => counts)));
  if (!uses.ok) return uses;
  const databaseMs = uses.value.reduce((sum, { execMs }) => sum + execMs, 0);
  const answers = new Set(requests.map(({ answer }) => answer.answer));
  return ok({
    id,
    statements: uses.value,
    tookMs: Math.min(...requests.map(({ tookMs }) => tookMs)),
    databaseMs,
    heldMs: Math.min(...requests.map(({ heldMs }) => heldMs)),
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
  const { looked, schema, clock } = tools;
  const before = await settledCounts(looked.session, schema, tools);
  if (!before.ok) return before;
  const startedMs = clock.monotonicMs();
  const running = act.run();
  const heldMs = await watchHeld(running, tools);
  const answer = await running;
  const tookMs = clock.monotonicMs() - startedMs;
  const after = await settledCounts(looked.session, schema, tools);
  if (!after.ok) return after;
  return ok({ counts: difference(before.value, after.value), tookMs, heldMs, answer });
}

const watchMs = 40;
const heldSql = `select ${mark} coalesce(max(extract(epoch from clock_timestamp() - state_change) * 1000), 0)::float8 as held
  from pg_stat_activity where datname = current_database() and state like 'idle in transaction%' and pid <> pg_backend_pid()`;

/** How long the longest transaction of this database stood open with nothing to do while the request ran. */
async function watchHeld(
  running: Promise<ActAnswer>,
  { looked, clock, signal }: ObserveTools,
): Promise<number> {
  let longest = 0;
  const state = { isOver: false };
  const end = (): void => void (state.isOver = true);
  void running.then(end, end);
  while (!state.isOver && !signal.aborted) {
    await Promise.race([running, clock.sleep(watchMs, signal)]);
    if (state.isOver) break;
    const rows = await looked.session.run(heldSql);
    const held: unknown = rows.ok ? rows.value[0]?.['held'] : 0;
    longest = Math.max(longest, typeof held === 'number' ? held : 0);
  }
  return longest;
}
