import type { PlainMessage } from '../../protocols/otlp/budget.ts';
import { nameText, originOf, type Origin } from '../inside/origin.ts';
import { probeTraceState } from '../../model/trace.ts';
import { spanKinds, type InsideSpan, type SpanEvent } from '../inside/span.ts';
import { attributesIn, listIn, messageIn, millisIn, numberIn, textIn } from './attributes.ts';

const maxEvents = 32;
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
    const messages = listIn(resourceSpans, 'scopeSpans').flatMap((scope) => listIn(scope, 'spans'));
    return messages.map((message) => spanOf(message, origin));
  });
  const spans = read.filter((span) => span !== null);
  return { spans, rejected: read.length - spans.length };
}

function spanOf(message: PlainMessage, origin: Origin): InsideSpan | null {
  const [traceId, spanId] = [textIn(message, 'traceId'), textIn(message, 'spanId')];
  if (!isId(traceId, 32) || !isId(spanId, 16)) return null;
  const startMs = millisIn(message, 'startTimeUnixNano');
  const durationMs = millisIn(message, 'endTimeUnixNano') - startMs;
  if (startMs <= 0 || durationMs < 0) return null;
  const parent = textIn(message, 'parentSpanId');
  const status = messageIn(message, 'status');
  const said = textIn(status, 'message');
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
  };
}

const isId = (text: string, length: number): boolean => text.length === length && !/^0*$/.test(text);

const eventOf = (message: PlainMessage): SpanEvent => ({
  name: nameText(textIn(message, 'name')),
  atMs: millisIn(message, 'timeUnixNano'),
  attributes: attributesIn(message),
});
