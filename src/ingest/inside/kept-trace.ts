import { createHash } from 'node:crypto';
import { unixMs } from '../../model/brand.ts';
import type { Json } from '../../model/json.ts';
import type { StoredTrace, TraceReason } from '../../model/trace.ts';
import { scrubText } from '../../protocols/logs/scrub.ts';
import { scrubAttributes } from './log-scrub.ts';
import { queryTemplate } from './query-template.ts';
import { endMs, type InsideSpan, type SpanContext } from './span.ts';
import type { WholeTrace } from './trace-buffer.ts';
import type { TraceProblem } from './trace-problems.ts';
import { hasFailed, workOf } from './work-kind.ts';

const shownSpans = 200;

/** A trace by the request it began with; null for one without any, as background work has. */
export function traceOf({ id, spans }: WholeTrace): Omit<StoredTrace, 'spans' | 'reason'> | null {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const requests = spans.filter((span) => workOf(span).kind === 'request');
  const sorted = requests.toSorted((a, b) => a.startMs - b.startMs);
  const root =
    sorted.find(({ parentSpanId }) => parentSpanId === null || !known.has(parentSpanId)) ?? sorted[0];
  if (root === undefined) return null;
  const work = workOf(root);
  const { service, environment, release } = root.origin;
  return {
    id,
    at: unixMs(Math.round(root.startMs)),
    route: work.name,
    service,
    environment,
    release,
    durationMs: root.durationMs,
    isFailed: hasFailed(root, work),
  };
}

/** Why it is worth keeping; null: counted and forgotten. */
export function reasonFor(
  trace: Pick<StoredTrace, 'isFailed' | 'durationMs'>,
  seen: {
    readonly isFromProbe: boolean;
    readonly problems: number;
    readonly budgetMs: number;
    readonly isFirst: boolean;
  },
): TraceReason | null {
  if (seen.isFromProbe) return 'probe';
  if (trace.isFailed) return 'failed';
  if (trace.durationMs > seen.budgetMs) return 'slow';
  if (seen.problems > 0) return 'problem';
  return seen.isFirst ? 'sample' : null;
}

/** Spans as they are kept: scrubbed, queries without their literals, the longest where there are too many. */
export function keptSpans(spans: readonly InsideSpan[]): readonly Json[] {
  const chosen =
    spans.length <= shownSpans
      ? spans
      : spans.toSorted((a, b) => b.durationMs - a.durationMs).slice(0, shownSpans);
  return chosen.toSorted((a, b) => a.startMs - b.startMs || endMs(b) - endMs(a)).map(keptSpan);
}

const keptSpan = (span: InsideSpan): Json => {
  const { spanId, parentSpanId, kind, startMs, durationMs, statusMessage, origin } = span;
  const work = workOf(span);
  return {
    spanId,
    parentSpanId,
    name: scrubText(work.kind === 'other' ? span.name : work.name),
    kind,
    work: work.kind,
    startMs,
    durationMs,
    isFailed: hasFailed(span, work),
    statusMessage: statusMessage === null ? null : scrubText(statusMessage),
    service: origin.service,
    attributes: withoutLiterals(scrubAttributes(span.attributes)),
    events: span.events.map(({ name, atMs, attributes }) => ({
      name,
      atMs,
      attributes: scrubAttributes(attributes),
    })),
    ...(span.context === undefined ? {} : keptContext(span.context)),
  };
};

const keptContext = ({
  scope,
  traceState,
  flags,
  links,
  dropped,
}: SpanContext): Readonly<Record<string, Json>> => ({
  scope: scrubText(scope),
  traceState: scrubText(traceState),
  flags,
  dropped,
  links: links.map((link) => ({
    ...link,
    traceState: scrubText(link.traceState),
    attributes: scrubAttributes(link.attributes),
  })),
});

const withoutLiterals = (attributes: InsideSpan['attributes']): InsideSpan['attributes'] =>
  Object.fromEntries(
    Object.entries(attributes).map(([key, value]) =>
      (key === 'db.query.text' || key === 'db.statement') && typeof value === 'string'
        ? [key, queryTemplate(value)]
        : [key, value],
    ),
  );

/** One group for one problem of one route, however often it is seen. */
export const problemId = (problem: TraceProblem, environment: string): string =>
  `performance-${createHash('sha256')
    .update(
      JSON.stringify([
        environment,
        problem.kind,
        problem.route,
        problem.kind === 'n-plus-one' ? problem.query : problem.host,
      ]),
    )
    .digest('hex')
    .slice(0, 16)}`;

const roundMs = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** What it costs, in a sentence. */
export const problemTitle = (problem: TraceProblem): string =>
  problem.kind === 'n-plus-one'
    ? `${problem.route} asks the database ${problem.times} times for ${problem.query} (${roundMs(problem.totalMs)})`
    : `${problem.route} waits ${roundMs(problem.tookMs)} of ${roundMs(problem.requestMs)} for ${problem.host}`;

export const problemFix = (problem: TraceProblem): string =>
  problem.kind === 'n-plus-one'
    ? 'Fetch them with one query: a join, or WHERE … IN (…) over all ids; most libraries call it eager loading.'
    : `Give calls to ${problem.host} a limit well below the client's own, and take them off the way of the visitor: a queue, or an answer kept from before.`;
