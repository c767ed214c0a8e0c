import type { PlainMessage } from '../../protocols/otlp/budget.ts';
import { nameText, originOf, type Origin } from '../inside/origin.ts';
import { probeTraceState } from '../../model/trace.ts';
import {
  spanKinds,
  type InsideSpan,
  type SpanContext,
  type SpanEvent,
  type SpanLink,
} from '../inside/span.ts';
import { attributesIn, listIn, messageIn, millisIn, numberIn, textIn } from './attributes.ts';

const maxEvents = 32;
const maxLinks = 32;
const failedStatus = 2;

export interface ReadSpans {
  readonly spans: readonly InsideSpan[];
  /** Without a valid trace or span id, or ending before they began. */
  readonly rejected: number;
}

/** The spans of a `TraceRequest`. W3C Trace Context: ids of zeros alone are invalid. */
export function spansIn(request: PlainMessage): ReadSpans {
  const read = listIn(request, 'resourceSpans').flatMap((resourceSpans) => {
    const origin = originOf(attributesIn(messageIn(resourceSpans, 'resource')));
    return listIn(resourceSpans, 'scopeSpans').flatMap((scopeSpans) => {
      const scope = scopeOf(messageIn(scopeSpans, 'scope'));
      return listIn(scopeSpans, 'spans').map((message) => spanOf(message, origin, scope));
    });
  });
  const spans = read.filter((span) => span !== null);
  return { spans, rejected: read.length - spans.length };
}

const scopeOf = (scope: PlainMessage): string =>
  `${nameText(textIn(scope, 'name'))} ${nameText(textIn(scope, 'version'), 60)}`.trim();

function spanOf(message: PlainMessage, origin: Origin, scope: string): InsideSpan | null {
  const [traceId, spanId] = [textIn(message, 'traceId'), textIn(message, 'spanId')];
  if (!isId(traceId, 32) || !isId(spanId, 16)) return null;
  const startMs = millisIn(message, 'startTimeUnixNano');
  const durationMs = millisIn(message, 'endTimeUnixNano') - startMs;
  if (startMs <= 0 || durationMs < 0) return null;
  const parent = textIn(message, 'parentSpanId');
  const status = messageIn(message, 'status');
  const said = textIn(status, 'message');
  const context = contextOf(message, scope);
  return {
    traceId,
    spanId,
    parentSpanId: isId(parent, 16) ? parent : null,
    name: nameText(textIn(message, 'name')) || '(no name)',
    kind: spanKinds[(numberIn(message, 'kind') ?? 1) - 1] ?? 'internal',
    startMs,
    durationMs,
    isFailed: numberIn(status, 'code') === failedStatus,
    statusMessage: said === '' ? null : said.slice(0, 500),
    attributes: attributesIn(message),
    events: listIn(message, 'events').slice(0, maxEvents).map(eventOf),
    isFromProbe: textIn(message, 'traceState').includes(probeTraceState),
    origin,
    ...(context === null ? {} : { context }),
  };
}

/** Null where nothing is told: most spans of most clients are small. */
function contextOf(message: PlainMessage, scope: string): SpanContext | null {
  const told = listIn(message, 'links');
  const links = told.length === 0 ? noLinks : told.slice(0, maxLinks).flatMap(linkOf);
  const dropped = droppedCounts.reduce((sum, field) => sum + (numberIn(message, field) ?? 0), 0);
  const traceState = traceStateIn(message);
  const flags = numberIn(message, 'flags');
  const isEmpty = scope === '' && traceState === '' && flags === null && links.length + dropped === 0;
  return isEmpty ? null : { scope, traceState, flags, links, dropped };
}

/** Shared: most spans have none, and thousands wait at once. */
const noLinks: readonly SpanLink[] = [];
const droppedCounts = ['droppedAttributesCount', 'droppedEventsCount', 'droppedLinksCount'] as const;

/** W3C Trace Context section 3.3.1.5: vendors keep at least 512 characters. */
const traceStateIn = (message: PlainMessage): string => nameText(textIn(message, 'traceState'), 512);

function linkOf(message: PlainMessage): readonly SpanLink[] {
  const [traceId, spanId] = [textIn(message, 'traceId'), textIn(message, 'spanId')];
  if (!isId(traceId, 32) || !isId(spanId, 16)) return [];
  const flags = numberIn(message, 'flags');
  return [{ traceId, spanId, traceState: traceStateIn(message), flags, attributes: attributesIn(message) }];
}

const isId = (text: string, length: number): boolean => text.length === length && !/^0*$/.test(text);

const eventOf = (message: PlainMessage): SpanEvent => ({
  name: nameText(textIn(message, 'name')),
  atMs: millisIn(message, 'timeUnixNano'),
  attributes: attributesIn(message),
});
