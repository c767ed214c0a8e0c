import type { Json } from '../../model/json.ts';
import { isRecord } from '../../protocols/logs/bounded-json.ts';
import { unixMs } from '../../model/brand.ts';
import type { SpanView, TraceView } from '../contract-inside.ts';
import { notFound } from '../http/refused.ts';
import type { Server } from '../server.ts';

const maxDepth = 30;
const maxText = 2_000;

/** One request through the product, span by span. */
export async function traceView({ store }: Pick<Server, 'store'>, id: string): Promise<TraceView> {
  const found = /^[\da-f]{32}$/.test(id) ? await store.traces.get(id) : null;
  if (found === null) throw notFound('trace');
  const { spans, ...trace } = found;
  const kept = spans.filter(isRecord);
  const first = Math.min(...kept.map((span) => numberOf(span['startMs'])));
  const parents = new Map(kept.map((span) => [textOf(span['spanId']), textOf(span['parentSpanId'])]));
  const depthOf = (spanId: string): number => {
    let depth = 0;
    for (let at = parents.get(spanId) ?? ''; parents.has(at) && depth < maxDepth; at = parents.get(at) ?? '')
      depth += 1;
    return depth;
  };
  return {
    trace: { ...trace, at: unixMs(trace.at) },
    spans: kept.map((span) => spanView(span, { first, depth: depthOf(textOf(span['spanId'])) })),
  };
}

type Kept = Readonly<Record<string, Json>>;
const textOf = (value: Json | undefined): string =>
  typeof value === 'string' ? value.slice(0, maxText) : '';
const numberOf = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);
const works = ['request', 'query', 'call'] as const;

function spanView(
  span: Kept,
  { first, depth }: { readonly first: number; readonly depth: number },
): SpanView {
  const message = textOf(span['statusMessage']);
  return {
    id: textOf(span['spanId']),
    name: textOf(span['name']),
    work: works.find((work) => work === span['work']) ?? 'other',
    depth,
    startMs: numberOf(span['startMs']) - first,
    durationMs: numberOf(span['durationMs']),
    isFailed: span['isFailed'] === true,
    service: textOf(span['service']),
    message: message === '' ? null : message,
    attributes: [...contextFields(span), ...fieldsOf(span['attributes'])],
    links: linksOf(span['links']),
    events: (Array.isArray(span['events']) ? span['events'] : []).filter(isRecord).map((event) => ({
      name: textOf(event['name']),
      text: textOfFields(fieldsOf(event['attributes'])),
    })),
  };
}

/** What was told beside the work, under the names people know it by. */
function contextFields(span: Kept): readonly (readonly [string, string])[] {
  const [flags, dropped] = [span['flags'], numberOf(span['dropped'])];
  const said: readonly (readonly [string, string])[] = [
    ['made by', textOf(span['scope'])],
    ['tracestate', textOf(span['traceState'])],
    ['trace flags', typeof flags === 'number' ? flagsText(flags) : ''],
    ['left out by the sender', dropped > 0 ? `${dropped} attributes, events or links` : ''],
  ];
  return said.filter(([, value]) => value !== '');
}

/** The lowest bits: sampled, random id (W3C Trace Context level 2); bits 8 and 9: whether the parent is remote (OTLP). */
function flagsText(flags: number): string {
  const names = [
    [1, 'sampled'],
    [2, 'random id'],
    [0x200, 'parent in another process'],
  ] as const;
  const known = names.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name);
  const code = (flags & 0xff).toString(16).padStart(2, '0');
  return known.length === 0 ? code : `${code} (${known.join(', ')})`;
}

const linksOf = (value: Json | undefined): SpanView['links'] =>
  (Array.isArray(value) ? value : []).filter(isRecord).map((link) => ({
    trace: textOf(link['traceId']),
    span: textOf(link['spanId']),
    text: textOfFields(fieldsOf(link['attributes'])),
  }));

const textOfFields = (fields: readonly (readonly [string, string])[]): string =>
  fields.map(([key, value]) => `${key}: ${value}`).join('\n');

const fieldsOf = (value: Json | undefined): readonly (readonly [string, string])[] =>
  isRecord(value)
    ? Object.entries(value).map(([key, each]) => [
        key,
        (typeof each === 'string' ? each : JSON.stringify(each)).slice(0, maxText),
      ])
    : [];
