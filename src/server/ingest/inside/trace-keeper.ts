import { unixMs } from '../../../model/brand.ts';
import type { Json } from '../../../model/json.ts';
import type { EventGroup } from '../../../model/store.ts';
import type { StoredTrace } from '../../../model/trace.ts';
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
  readonly problem: TraceProblem;
  readonly trace: Omit<StoredTrace, 'spans' | 'reason'>;
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
      const kept: StoredTrace[] = [];
      const problems = new Map<string, Seen>();
      const counts = new Map<string, number>();
      for (const whole of traces) {
        const trace = traceOf(whole);
        if (trace === null) continue;
        const found = traceProblems(whole.spans);
        const isFromProbe = whole.spans.some((span) => span.isFromProbe);
        for (const problem of found) note(problems, { problem, trace });
        const reason = reasonFor(trace, {
          isFromProbe,
          problems: found.length,
          budgetMs: budgetOf(trace.route, parts).p95Ms,
          isFirst: isFirst(`${trace.environment} ${trace.route}`),
        });
        const turn = `${reason} ${trace.environment} ${trace.route}`;
        counts.set(turn, (counts.get(turn) ?? 0) + 1);
        if (reason !== null && (counts.get(turn) ?? 0) <= perTurn)
          kept.push({ ...trace, reason, spans: keptSpans(whole.spans) });
      }
      await parts.store.traces.put(kept);
      await writeProblems(parts, problems);
    },
  };
}

function note(problems: Map<string, Seen>, { problem, trace }: Omit<Seen, 'count'>): void {
  const id = problemId(problem, trace.environment);
  const known = problems.get(id);
  if (known === undefined) problems.set(id, { problem, trace, count: 1 });
  else known.count += 1;
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
