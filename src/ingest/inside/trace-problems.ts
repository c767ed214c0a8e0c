import { endMs, type InsideSpan } from './span.ts';
import { workOf, type Work } from './work-kind.ts';

/** So many equal queries, one after another, in one request are a loop around a query. */
const fewestRepeats = 5;
/** Calls that start while another of the same kind is under way are a batch sent at once. */
const overlapShare = 0.5;

export type TraceProblem =
  | {
      readonly kind: 'n-plus-one';
      readonly route: string;
      readonly query: string;
      readonly times: number;
      readonly totalMs: number;
    }
  | {
      readonly kind: 'third-party';
      readonly route: string;
      readonly host: string;
      readonly tookMs: number;
      readonly requestMs: number;
    };

interface Placed {
  readonly span: InsideSpan;
  readonly work: Work;
}

/** A call to another host is worth a word when a request waits so long and so large a part of its time for it. */
const waiting = { leastMs: 200, leastShare: 0.3 } as const;

/** PERF-3, PERF-5: what the spans of one whole trace show, by request. */
export function traceProblems(spans: readonly InsideSpan[]): readonly TraceProblem[] {
  const placed = spans.map((span): Placed => ({ span, work: workOf(span) }));
  const byId = new Map(placed.map((each) => [each.span.spanId, each]));
  return placed
    .filter(({ work }) => work.kind === 'request')
    .flatMap((request) => {
      const own = placed.filter((each) => each !== request && requestOf(each, byId) === request);
      return [...repeatedQueries(request, own), ...slowCalls(request, own)];
    });
}

/** The request a span works for: the nearest server span above it. Parents may form a ring in what strangers send. */
function requestOf(from: Placed, byId: ReadonlyMap<string, Placed>): Placed | null {
  let at: Placed | undefined = byId.get(from.span.parentSpanId ?? '');
  for (let steps = 0; at !== undefined && steps < 100; steps += 1) {
    if (at.work.kind === 'request') return at;
    at = byId.get(at.span.parentSpanId ?? '');
  }
  return null;
}

function repeatedQueries({ work: { name: route } }: Placed, own: readonly Placed[]): readonly TraceProblem[] {
  const byQuery = Map.groupBy(
    own.filter(({ work }) => work.kind === 'query'),
    ({ work, span }) => `${work.name}\n${span.parentSpanId}`,
  );
  return [...byQuery.values()].flatMap((group): readonly TraceProblem[] => {
    const [first] = group;
    if (
      first === undefined ||
      group.length < fewestRepeats ||
      !isReading(first.work.name) ||
      areAtOnce(group)
    )
      return [];
    const totalMs = group.reduce((sum, { span }) => sum + span.durationMs, 0);
    return [{ kind: 'n-plus-one', route, query: first.work.name, times: group.length, totalMs }];
  });
}

/** Inserts in a loop are a batch that was not made, but no N+1; bookkeeping of transactions repeats by nature. */
const isReading = (query: string): boolean =>
  !/^(?:insert|begin|commit|rollback|set|savepoint|release|pg\.connect)\b/i.test(query);

function areAtOnce(group: readonly Placed[]): boolean {
  const sorted = group.map(({ span }) => span).toSorted((a, b) => a.startMs - b.startMs);
  const overlapping = sorted.filter((span, at) => {
    const before = sorted[at - 1];
    return before !== undefined && span.startMs < endMs(before) - 0.5;
  });
  return overlapping.length >= sorted.length * overlapShare;
}

/** Calls of one host, together: three calls of 100 ms in a row cost what one of 300 ms does. */
function slowCalls({ span: request, work }: Placed, own: readonly Placed[]): readonly TraceProblem[] {
  const calls = own.filter((each) => each.work.kind === 'call');
  return [...Map.groupBy(calls, ({ work: { name } }) => name)].flatMap(
    ([host, group]): readonly TraceProblem[] => {
      const tookMs = waitedMs(
        group.map(({ span }) => span),
        request,
      );
      if (tookMs < waiting.leastMs || tookMs < request.durationMs * waiting.leastShare) return [];
      return [{ kind: 'third-party', route: work.name, host, tookMs, requestMs: request.durationMs }];
    },
  );
}

/** The time within the request during which at least one of them was under way. */
function waitedMs(spans: readonly InsideSpan[], request: InsideSpan): number {
  let [total, until] = [0, request.startMs];
  for (const span of spans.toSorted((a, b) => a.startMs - b.startMs)) {
    const [from, to] = [Math.max(span.startMs, until), Math.min(endMs(span), endMs(request))];
    if (to <= from) continue;
    total += to - from;
    until = to;
  }
  return total;
}
