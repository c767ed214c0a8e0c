import { unixMs } from '../../../model/brand.ts';
import type { Json } from '../../../model/json.ts';
import type { EventGroup } from '../../../model/store.ts';
import type { StoredTrace, TraceReason } from '../../../model/trace.ts';
import {
  keptSpans,
  problemFix,
  problemId,
  problemTitle,
  reasonFor,
  traceOf,
} from '../../../ingest/inside/kept-trace.ts';
import type { WholeTrace } from '../../../ingest/inside/trace-buffer.ts';
import { traceProblems, type TraceProblem } from '../../../ingest/inside/trace-problems.ts';
import { budgetOf } from './budget.ts';
import type { DeskParts } from './desk.ts';

export interface TraceKeeper {
  readonly keep: (traces: readonly WholeTrace[]) => Promise<void>;
}

/** Kept in `EventGroup.detail` of performance groups. */
export interface ProblemDetail {
  readonly problem: TraceProblem;
  readonly fix: string;
  readonly trace: string;
}
/** What was written by `createTraceKeeper`. */
export const problemDetailOf = ({ detail }: EventGroup): ProblemDetail => detail as unknown as ProblemDetail;

/** Of one route and one reason, in one turn: a flood of failures needs no thousand examples. */
const perTurn = 5;
const sampleEveryMs = 10 * 60_000;
const maxSampled = 2_000;

interface Seen {
  problem: TraceProblem;
  trace: Omit<StoredTrace, 'spans' | 'reason'>;
  count: number;
}

/** Finds what whole traces show, keeps the telling ones, and lets the others go. */
export function createTraceKeeper(parts: DeskParts): TraceKeeper {
  const sampledAt = new Map<string, number>();
  const isFirst = (route: string): boolean => {
    const now = parts.outside.clock.now();
    if (now - (sampledAt.get(route) ?? Number.NEGATIVE_INFINITY) < sampleEveryMs) return false;
    if (sampledAt.size >= maxSampled) sampledAt.clear();
    sampledAt.set(route, now);
    return true;
  };
  return {
    keep: async (traces) => {
      const looked = traces.flatMap((whole) => look(whole, parts));
      const kept = chosen(looked, isFirst);
      await parts.store.traces.put(
        kept.map(({ trace, reason, whole }) => ({ ...trace, reason, spans: keptSpans(whole.spans) })),
      );
      const problems = new Map<string, Seen>();
      for (const { trace, found } of looked) for (const problem of found) note(problems, { problem, trace });
      // The example that is told has to be one that was kept.
      for (const { trace, found } of kept) for (const problem of found) show(problems, { problem, trace });
      await writeProblems(parts, problems);
    },
  };
}

interface Looked {
  readonly whole: WholeTrace;
  readonly trace: Omit<StoredTrace, 'spans' | 'reason'>;
  readonly found: readonly TraceProblem[];
  readonly isFromProbe: boolean;
  readonly budgetMs: number;
}

function look(whole: WholeTrace, parts: DeskParts): readonly Looked[] {
  const trace = traceOf(whole);
  if (trace === null) return [];
  const isFromProbe = whole.spans.some((span) => span.isFromProbe);
  return [
    {
      whole,
      trace,
      found: traceProblems(whole.spans),
      isFromProbe,
      budgetMs: budgetOf(trace.route, parts).p95Ms,
    },
  ];
}

/** Of each route and reason the most telling: those that show a problem, then the slowest. */
function chosen(
  looked: readonly Looked[],
  isFirst: (route: string) => boolean,
): readonly (Looked & { readonly reason: TraceReason })[] {
  const counts = new Map<string, number>();
  return looked
    .toSorted((a, b) => b.found.length - a.found.length || b.trace.durationMs - a.trace.durationMs)
    .flatMap((each) => {
      const { trace, found, isFromProbe, budgetMs } = each;
      const route = `${trace.environment} ${trace.route}`;
      const reason = reasonFor(trace, {
        isFromProbe,
        problems: found.length,
        budgetMs,
        isFirst: isFirst(route),
      });
      if (reason === null) return [];
      const turn = `${reason} ${route}`;
      counts.set(turn, (counts.get(turn) ?? 0) + 1);
      return (counts.get(turn) ?? 0) <= perTurn ? [{ ...each, reason }] : [];
    });
}

function note(problems: Map<string, Seen>, { problem, trace }: Omit<Seen, 'count'>): void {
  const id = problemId(problem, trace.environment);
  const known = problems.get(id);
  if (known === undefined) problems.set(id, { problem, trace, count: 1 });
  else known.count += 1;
}

function show(problems: Map<string, Seen>, { problem, trace }: Omit<Seen, 'count'>): void {
  const known = problems.get(problemId(problem, trace.environment));
  if (known !== undefined) [known.problem, known.trace] = [problem, trace];
}

async function writeProblems({ store }: DeskParts, problems: ReadonlyMap<string, Seen>): Promise<void> {
  if (problems.size === 0) return;
  await store.events.changeGroups([...problems.keys()], (id, before) => {
    const seen = problems.get(id);
    return seen === undefined ? null : grown(id, seen, before);
  });
}

function grown(id: string, { problem, trace, count }: Seen, before: EventGroup | null): EventGroup {
  const detail: ProblemDetail = { problem, fix: problemFix(problem), trace: trace.id };
  return {
    id,
    kind: 'performance',
    title: problemTitle(problem),
    culprit: problem.route,
    status: before?.status === 'resolved' ? 'regressed' : (before?.status ?? 'new'),
    firstSeen: unixMs(Math.min(before?.firstSeen ?? trace.at, trace.at)),
    lastSeen: unixMs(Math.max(before?.lastSeen ?? trace.at, trace.at)),
    count: (before?.count ?? 0) + count,
    release: trace.release ?? before?.release ?? null,
    environment: trace.environment,
    assignee: before?.assignee ?? null,
    ignoredUntil: before?.ignoredUntil ?? null,
    // Plain JSON by its type.
    detail: detail as unknown as Json,
  };
}
