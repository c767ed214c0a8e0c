import type { Json } from '../model/json.ts';
import { isRecord } from '../protocols/logs/bounded-json.ts';
import { momentOf } from './errors/event.ts';
import { levelOf, type InsideLog } from './inside/log.ts';
import { nameText, type Attribute, type Attributes, type Origin } from './inside/origin.ts';
import { pathTemplate } from './inside/route-name.ts';
import type { InsideSpan, SpanKind } from './inside/span.ts';
import type { InsidePoint } from './otlp/metrics.ts';

/** One visitor's figure: `lcp` in milliseconds, `cls` as it is. */
export interface SentryVital {
  readonly name: string;
  readonly route: string;
  readonly environment: string;
  readonly value: number;
  readonly atMs: number;
}

type Fields = Readonly<Record<string, Json>>;
const record = (value: Json | undefined): Fields => (isRecord(value) ? value : {});
const listOf = (value: Json | undefined): readonly Fields[] =>
  Array.isArray(value) ? (value as readonly Json[]).slice(0, limits.items).filter(isRecord) : [];

const limits = { items: 1_000, attributes: 128, text: 2_000 } as const;
const webVital = /^(?:browser\.web_vital\.)?(lcp|cls|inp|fcp|ttfb|fid|fp)(?:\.value)?$/;

/** Spans as clients of version 11 stream them: `{version: 2, items: [...]}`. */
export function spansOfContainer(value: Json, service: string): readonly InsideSpan[] {
  return listOf(record(value)['items']).flatMap((item) => {
    const attributes = typedAttributes(item['attributes']);
    const span = spanOf(
      { ...item, timestamp: item['end_timestamp'] ?? null, op: attributes['sentry.op'] ?? null },
      attributes,
      originFrom(attributes, service),
    );
    return span === null ? [] : [span];
  });
}

/** A transaction of clients before version 11: the request itself, then its parts. */
export function spansOfTransaction(value: Json, service: string): readonly InsideSpan[] {
  const event = record(value);
  const trace = record(record(event['contexts'])['trace']);
  const origin: Origin = {
    service,
    environment: nameText(event['environment'], 100) || 'production',
    release: nameText(event['release'], 100) || null,
  };
  const root: Fields = {
    ...trace,
    name: event['transaction'] ?? '',
    start_timestamp: event['start_timestamp'] ?? null,
    timestamp: event['timestamp'] ?? null,
    data: { ...requestOf(event), ...record(trace['data']) },
  };
  return [root, ...listOf(event['spans'])].flatMap((item) => {
    const span = spanOf(item, plainAttributes(item['data']), origin);
    return span === null ? [] : [span];
  });
}

/**
 * What a transaction is a request of, under the names of OpenTelemetry: clients of Python, PHP, Java and .NET say method and
 * address in `request`, the status in `contexts.response`, and in `transaction` a path, a route or the name of a controller.
 */
function requestOf(event: Fields): Fields {
  const request = record(event['request']);
  const method = nameText(request['method'], 20);
  const url = nameText(request['url'], 500);
  const [, verb = method, path = ''] =
    /^(?:([A-Z]{3,7}) )?(\/.*)$/.exec(nameText(event['transaction'])) ?? [];
  const isRoute = path !== '' && record(event['transaction_info'])['source'] !== 'url';
  const status = record(record(event['contexts'])['response'])['status_code'];
  const said: readonly (readonly [string, Json])[] = [
    ['http.request.method', verb],
    ['http.route', isRoute ? path : ''],
    ['url.path', isRoute ? '' : path || (URL.canParse(url) ? new URL(url).pathname : '')],
    ['http.response.status_code', typeof status === 'number' ? status : ''],
  ];
  return Object.fromEntries(said.filter(([, value]) => value !== ''));
}

function spanOf(item: Fields, attributes: Attributes, origin: Origin): InsideSpan | null {
  const [traceId, spanId] = [idIn(item['trace_id'], 32), idIn(item['span_id'], 16)];
  const [startMs, endMs] = [momentOf(item['start_timestamp']), momentOf(item['timestamp'])];
  if (traceId === null || spanId === null || startMs === null || endMs === null || endMs < startMs)
    return null;
  const name = nameText(item['name'] ?? item['description']) || '(no name)';
  const op = nameText(item['op'], 60);
  const status = nameText(item['status'], 40);
  const kind = kindOf(op);
  const isRefusal = kind === 'server' && refusals.has(status);
  return {
    traceId,
    spanId,
    parentSpanId: idIn(item['parent_span_id'], 16),
    name,
    kind,
    startMs,
    durationMs: endMs - startMs,
    isFailed: status !== '' && !isRefusal && !['ok', 'cancelled', 'unknown'].includes(status),
    statusMessage: null,
    attributes: withMeaning(attributes, op, name),
    events: [],
    isFromProbe: false,
    origin,
  };
}

/** Status names (those of gRPC) of an answer of 400 to 499: the server said no, and did not fail. */
const refusals: ReadonlySet<string> = new Set([
  'invalid_argument',
  'unauthenticated',
  'permission_denied',
  'not_found',
  'already_exists',
  'failed_precondition',
  'resource_exhausted',
  'aborted',
  'out_of_range',
]);

/** Pages and clicks in a browser are no requests of the server. */
function kindOf(op: string): SpanKind {
  if (op === 'http.server' || op === 'rpc.server' || op === 'function.server') return 'server';
  if (op.startsWith('http.client') || op.startsWith('db') || op === 'rpc' || op === 'grpc.client')
    return 'client';
  return op.startsWith('queue') ? 'consumer' : 'internal';
}

/** What older clients say only in op and description, under the names of OpenTelemetry. */
function withMeaning(attributes: Attributes, op: string, name: string): Attributes {
  if (op.startsWith('db'))
    return {
      'db.system': /^db\.(\w+)/.exec(op)?.[1] ?? 'sql',
      'db.query.text': name,
      ...attributes,
    };
  const url = /https?:\/\/\S+/.exec(name)?.[0];
  return op.startsWith('http.client') && url !== undefined ? { 'url.full': url, ...attributes } : attributes;
}

/** What visitors felt, from either kind of client. */
export function vitalsIn(value: Json, nowMs: number): readonly SentryVital[] {
  const event = record(value);
  const environment = nameText(event['environment'], 100) || 'production';
  const ofTransaction = Object.entries(record(event['measurements'])).flatMap(([name, measured]) =>
    vital(name, record(measured as Json)['value'], { route: event['transaction'], environment, atMs: nowMs }),
  );
  const ofSpans = listOf(event['items']).flatMap((item) => {
    const attributes = typedAttributes(item['attributes']);
    const route =
      attributes['url.path'] ?? attributes['sentry.transaction'] ?? attributes['sentry.segment.name'];
    const about = {
      route,
      environment: nameText(attributes['sentry.environment'], 100) || 'production',
      atMs: momentOf(item['end_timestamp']) ?? nowMs,
    };
    return Object.entries(attributes).flatMap(([name, each]) =>
      name.startsWith('browser.web_vital.') ? vital(name, each, about) : [],
    );
  });
  return [...ofTransaction, ...ofSpans];
}

function vital(
  given: string,
  value: Json | undefined,
  about: { readonly route: Json | undefined; readonly environment: string; readonly atMs: number },
): readonly SentryVital[] {
  const name = webVital.exec(given)?.[1];
  if (name === undefined || typeof value !== 'number' || !Number.isFinite(value) || value < 0) return [];
  const route = nameText(about.route, 200) || '/';
  return [
    {
      name,
      value,
      environment: about.environment,
      atMs: about.atMs,
      route: route.startsWith('/') ? pathTemplate(route) : route,
    },
  ];
}

/** `{version: 2, items: [{timestamp, level, body, attributes}]}`. */
export const logsOfContainer = (value: Json, service: string, nowMs: number): readonly InsideLog[] =>
  listOf(record(value)['items']).map((item) => {
    const attributes = typedAttributes(item['attributes']);
    const severity = item['severity_number'];
    return {
      atMs: momentOf(item['timestamp']) ?? nowMs,
      level: levelOf(typeof severity === 'number' ? severity : 0, nameText(item['level'], 20)),
      message: typeof item['body'] === 'string' ? item['body'].slice(0, 20_000) : '',
      eventName: nameText(attributes['event.name']) || null,
      attributes,
      traceId: idIn(item['trace_id'], 32),
      origin: originFrom(attributes, service),
    };
  });

const pointKinds: Readonly<Record<string, InsidePoint['kind']>> = {
  counter: 'sum',
  gauge: 'gauge',
  distribution: 'histogram',
};

/** Counters, gauges and distributions of clients of version 10 and later. */
export const pointsOfContainer = (value: Json, service: string, nowMs: number): readonly InsidePoint[] =>
  listOf(record(value)['items']).flatMap((item) => {
    const [kind, name, figure] = [
      pointKinds[nameText(item['type'], 20)],
      nameText(item['name']),
      item['value'],
    ];
    if (kind === undefined || name === '' || typeof figure !== 'number' || !Number.isFinite(figure))
      return [];
    const atMs = momentOf(item['timestamp']) ?? nowMs;
    const attributes = typedAttributes(item['attributes']);
    return [
      {
        name,
        unit: nameText(item['unit'], 40),
        kind,
        isCumulative: false,
        resource: '',
        startMs: atMs,
        atMs,
        attributes,
        origin: originFrom(attributes, service),
        count: 1,
        sum: figure,
        buckets: kind === 'histogram' ? [[figure, 1] as const] : [],
      },
    ];
  });

function originFrom(attributes: Attributes, service: string): Origin {
  return {
    service,
    environment: nameText(attributes['sentry.environment'], 100) || 'production',
    release: nameText(attributes['sentry.release'], 100) || null,
  };
}

/** `{name: {value, type}}`; lists are left out. */
function typedAttributes(value: Json | undefined): Attributes {
  const entries = Object.entries(record(value)).map(
    ([name, each]) => [name, record(each as Json)['value']] as const,
  );
  return kept(entries);
}
const plainAttributes = (value: Json | undefined): Attributes => kept(Object.entries(record(value)));

/** Who it was is nobody's business in a trace. */
const isPerson = /^(?:user\.|enduser\.|client\.address$|sentry\.user)/;

const kept = (entries: readonly (readonly [string, unknown])[]): Attributes =>
  Object.fromEntries(
    entries
      .filter(
        (entry): entry is readonly [string, Attribute] => isAttribute(entry[1]) && !isPerson.test(entry[0]),
      )
      .slice(0, limits.attributes)
      .map(([name, each]) => [
        name.slice(0, 200),
        typeof each === 'string' ? each.slice(0, limits.text) : each,
      ]),
  );
const isAttribute = (value: unknown): value is Attribute =>
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value));

function idIn(value: Json | undefined, length: number): string | null {
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  return text.length === length && /^[\da-f]+$/.test(text) && !/^0+$/.test(text) ? text : null;
}
