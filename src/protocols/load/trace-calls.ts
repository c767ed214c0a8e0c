/** A span of a trace, as far as waiting is concerned. Milliseconds since any common moment. */
export interface TraceSpan {
  readonly trace: string;
  readonly id: string;
  /** Empty: it has none. */
  readonly parent: string;
  readonly name: string;
  readonly kind: 'server' | 'client' | 'producer' | 'other';
  readonly startMs: number;
  readonly endMs: number;
  /** Who was called: a host, or `database`; null for work of its own. */
  readonly callee: string | null;
}

/** Calls to one other party on the way of the answers of one route. */
export interface CalleeShare {
  readonly callee: string;
  /** The median over the traces of the route of the time in which nothing else was waited for. */
  readonly medianMs: number;
  /** Of the answer's time, 0 to 1. */
  readonly share: number;
  /** The most calls in one answer. */
  readonly calls: number;
}

export interface RouteCalls {
  readonly route: string;
  readonly traces: number;
  readonly medianMs: number;
  /** Most time first. */
  readonly callees: readonly CalleeShare[];
}

const maxDepth = 200;

/**
 * Who each answer waited for: walked back from its end, the call that ended last holds the answer up, then the one that ended last
 * before that began, and so on (the critical path of the trace). What runs beside it costs nothing and is not counted.
 */
export function callsOnTheWay(spans: readonly TraceSpan[]): readonly RouteCalls[] {
  const children = new Map<string, TraceSpan[]>();
  const ids = new Set(spans.map(keyOf));
  for (const span of spans) {
    const parent = `${span.trace} ${span.parent}`;
    const list = children.get(parent) ?? [];
    list.push(span);
    children.set(parent, list);
  }
  // An entry of the product: a server span whose caller is not among these.
  const roots = spans.filter((span) => span.kind === 'server' && !ids.has(`${span.trace} ${span.parent}`));
  const byRoute = new Map<string, Answer[]>();
  for (const root of roots) {
    const waited = new Map<string, Waited>();
    follow(root, root.endMs, { children, waited, depth: 0 });
    const list = byRoute.get(root.name) ?? [];
    list.push({ tookMs: root.endMs - root.startMs, waited });
    byRoute.set(root.name, list);
  }
  return [...byRoute]
    .map(([route, answers]) => routeCalls(route, answers))
    .toSorted((a, b) => b.medianMs - a.medianMs);
}

interface Waited {
  ms: number;
  calls: number;
}
interface Answer {
  readonly tookMs: number;
  readonly waited: ReadonlyMap<string, Waited>;
}
interface Walk {
  readonly children: ReadonlyMap<string, readonly TraceSpan[]>;
  readonly waited: Map<string, Waited>;
  readonly depth: number;
}

const keyOf = ({ trace, id }: TraceSpan): string => `${trace} ${id}`;

/** Within `span`, up to `untilMs`; a call's own time is its callee's, whatever spans the callee adds. */
function follow(span: TraceSpan, untilMs: number, walk: Walk): void {
  if (walk.depth > maxDepth) return;
  const end = Math.min(span.endMs, untilMs);
  if (span.callee !== null) {
    const known = walk.waited.get(span.callee) ?? { ms: 0, calls: 0 };
    known.ms += Math.max(0, end - span.startMs);
    known.calls += 1;
    walk.waited.set(span.callee, known);
    return;
  }
  const waiting = (walk.children.get(keyOf(span)) ?? [])
    .filter(({ kind, startMs, endMs }) => kind !== 'producer' && startMs >= span.startMs && endMs > startMs)
    .toSorted((a, b) => b.endMs - a.endMs);
  let cursor = end;
  for (const child of waiting) {
    // Still running when the span ended: nobody waited for it.
    if (child.endMs > cursor) continue;
    follow(child, cursor, { ...walk, depth: walk.depth + 1 });
    cursor = child.startMs;
  }
}

function routeCalls(route: string, answers: readonly Answer[]): RouteCalls {
  const callees = new Set(answers.flatMap(({ waited }) => [...waited.keys()]));
  const medianMs = median(answers.map(({ tookMs }) => tookMs));
  const shares = [...callees].map((callee): CalleeShare => {
    const own = median(answers.map(({ waited }) => waited.get(callee)?.ms ?? 0));
    const calls = Math.max(...answers.map(({ waited }) => waited.get(callee)?.calls ?? 0));
    return { callee, medianMs: own, share: medianMs === 0 ? 0 : own / medianMs, calls };
  });
  return {
    route,
    traces: answers.length,
    medianMs,
    callees: shares.filter((each) => each.medianMs > 0).toSorted((a, b) => b.medianMs - a.medianMs),
  };
}

function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
