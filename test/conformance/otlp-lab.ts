import type { Lab } from './server-lab.ts';

export interface OtlpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

/** The key every server has from its first start. */
export const keyOf = ({ running }: Lab): string => running.server.projects.keys()[0]?.publicKey ?? '';

/** One export request, as an exporter sends it. */
export async function sendExport(
  lab: Lab,
  signal: 'traces' | 'metrics' | 'logs',
  sent: { readonly body: Uint8Array | object; readonly headers?: Readonly<Record<string, string>> },
): Promise<OtlpAnswer> {
  const isBytes = sent.body instanceof Uint8Array;
  const response = await lab.running.app.request(
    `https://watch.example/v1/${signal}`,
    {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${keyOf(lab)}`,
        ...sent.headers,
      },
      body: isBytes ? Buffer.from(sent.body as Uint8Array) : JSON.stringify(sent.body),
    },
    { incoming: { socket: { remoteAddress: '192.0.2.9' } } },
  );
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

type Value = string | number | boolean;
const attributes = (values: Readonly<Record<string, Value>>): object[] =>
  Object.entries(values).map(([key, value]) => ({
    key,
    value:
      typeof value === 'string'
        ? { stringValue: value }
        : typeof value === 'boolean'
          ? { boolValue: value }
          : Number.isInteger(value)
            ? { intValue: String(value) }
            : { doubleValue: value },
  }));

const resource = (release: string | null, environment: string): object => ({
  attributes: attributes({
    'service.name': 'shop',
    'deployment.environment.name': environment,
    ...(release === null ? {} : { 'service.version': release }),
  }),
});

export interface SpanInput {
  readonly trace: number;
  readonly id: number;
  readonly parent?: number;
  readonly name?: string;
  /** 2 server, 3 client. */
  readonly kind: 2 | 3;
  readonly atMs: number;
  readonly tookMs: number;
  readonly attributes: Readonly<Record<string, Value>>;
  readonly isFailed?: boolean;
  readonly traceState?: string;
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
export const traceIdOf = (trace: number): string => hex(trace, 32);
const nanos = (ms: number): string => String(BigInt(Math.round(ms * 1000)) * 1000n);

export const tracesOf = (
  spans: readonly SpanInput[],
  {
    release = '1.0.0',
    environment = 'production',
  }: { readonly release?: string | null; readonly environment?: string } = {},
): object => ({
  resourceSpans: [
    {
      resource: resource(release, environment),
      scopeSpans: [
        {
          scope: { name: 'test' },
          spans: spans.map((span) => ({
            traceId: traceIdOf(span.trace),
            spanId: hex(span.id, 16),
            ...(span.parent === undefined ? {} : { parentSpanId: hex(span.parent, 16) }),
            name: span.name ?? 'work',
            kind: span.kind,
            startTimeUnixNano: nanos(span.atMs),
            endTimeUnixNano: nanos(span.atMs + span.tookMs),
            attributes: attributes(span.attributes),
            ...(span.isFailed === true ? { status: { code: 2, message: 'failed' } } : {}),
            ...(span.traceState === undefined ? {} : { traceState: span.traceState }),
          })),
        },
      ],
    },
  ],
});

let spanNumber = 0;

/** One request to the product and nothing else. */
export const request = (
  atMs: number,
  {
    method = 'GET',
    path = '/',
    status = 200,
    tookMs = 20,
  }: {
    readonly method?: string;
    readonly path?: string;
    readonly status?: number;
    readonly tookMs?: number;
  } = {},
): SpanInput => {
  spanNumber += 1;
  return {
    trace: 1_000_000 + spanNumber,
    id: 1_000_000 + spanNumber,
    kind: 2,
    atMs,
    tookMs,
    attributes: { 'http.request.method': method, 'http.route': path, 'http.response.status_code': status },
  };
};

export const logsOf = (
  records: readonly {
    readonly atMs: number;
    readonly text: string;
    readonly severity?: number;
    readonly attributes?: Readonly<Record<string, Value>>;
    readonly eventName?: string;
  }[],
): object => ({
  resourceLogs: [
    {
      resource: resource('1.0.0', 'production'),
      scopeLogs: [
        {
          logRecords: records.map((record) => ({
            timeUnixNano: nanos(record.atMs),
            severityNumber: record.severity ?? 9,
            body: { stringValue: record.text },
            attributes: attributes(record.attributes ?? {}),
            ...(record.eventName === undefined ? {} : { eventName: record.eventName }),
          })),
        },
      ],
    },
  ],
});
