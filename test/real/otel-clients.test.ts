import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { OTLPLogExporter as JsonLogs } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtoLogs } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPMetricExporter as JsonMetrics } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtoMetrics } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter as JsonTraces } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoTraces } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { becomeOwner, startServe, type ServerProcess, type Session } from './server-process.ts';

// MON-7, MON-8, PERF-3, PERF-5: the official exporters for JavaScript, unchanged, against `launch-ready serve`.
const forms = {
  json: { Traces: JsonTraces, Metrics: JsonMetrics, Logs: JsonLogs },
  protobuf: { Traces: ProtoTraces, Metrics: ProtoMetrics, Logs: ProtoLogs },
} as const;
type Form = keyof typeof forms;

let folder: string;
let server: ServerProcess;
let owner: Session;
let headers: Readonly<Record<string, string>>;
const traceIds: Record<Form, string> = { json: '', protobuf: '' };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'otel-'));
  writeFileSync(
    join(folder, 'launch.yaml'),
    'version: 1\nproduct: { name: Harbor Market, domain: shop.example }\nprofile: ecommerce\n',
  );
  server = await startServe([], { cwd: folder });
  owner = await becomeOwner(server);
  const { projects } = await owner.get('/api/senders');
  headers = { authorization: `Bearer ${projects[0].keys[0].publicKey}` };
  // All at once, each in an environment of its own: the server is waited for once.
  const tell = async (form: Form): Promise<void> => {
    const [id] = await Promise.all([
      tellTraces(form, form === 'json' ? 'gzip' : 'none'),
      tellMetrics(form),
      tellLogs(form),
    ]);
    traceIds[form] = id;
  };
  await Promise.all([tell('json'), tell('protobuf')]);
}, 60_000);
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const environmentOf = (form: Form, signal: 'traces' | 'metrics' | 'logs'): string => `lab-${form}-${signal}`;
const resourceOf = (form: Form, signal: 'traces' | 'metrics' | 'logs') =>
  resourceFromAttributes({
    'service.name': `shop-${form}`,
    'service.version': '1.4.2',
    'deployment.environment.name': environmentOf(form, signal),
  });

/** A checkout: nine equal queries, one call to a slow payment provider, and a failure with its exception. */
async function tellTraces(form: Form, compression: 'gzip' | 'none'): Promise<string> {
  const exporter = new forms[form].Traces({
    url: `${server.url}/v1/traces`,
    headers,
    ...(compression === 'gzip' ? { compression: 'gzip' as never } : {}),
  });
  const provider = new BasicTracerProvider({
    resource: resourceOf(form, 'traces'),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer('shop');
  const start = Date.now() - 5_000;
  const request = tracer.startSpan('POST /checkout', {
    kind: SpanKind.SERVER,
    startTime: start,
    attributes: {
      'http.request.method': 'POST',
      'http.route': '/checkout',
      'http.response.status_code': 500,
    },
  });
  const inside = trace.setSpan(context.active(), request);
  for (let line = 0; line < 9; line += 1) {
    const attributes = {
      'db.system.name': 'postgresql',
      'db.query.text': `SELECT * FROM stock WHERE id = ${line}`,
    };
    const query = tracer.startSpan(
      'SELECT stock',
      { kind: SpanKind.CLIENT, startTime: start + 10 + line * 20, attributes },
      inside,
    );
    query.end(start + 25 + line * 20);
  }
  const attributes = {
    'http.request.method': 'POST',
    'server.address': 'api.payments.example',
    'http.response.status_code': 504,
  };
  const call = tracer.startSpan(
    'POST',
    { kind: SpanKind.CLIENT, startTime: start + 300, attributes },
    inside,
  );
  call.setStatus({ code: SpanStatusCode.ERROR, message: 'timed out' });
  call.end(start + 2_300);
  request.recordException(new Error('payment of jane@shop.example timed out'), start + 2_310);
  request.setStatus({ code: SpanStatusCode.ERROR, message: 'payment timed out' });
  request.end(start + 2_400);
  await provider.shutdown();
  return request.spanContext().traceId;
}

async function tellMetrics(form: Form): Promise<void> {
  const reader = new PeriodicExportingMetricReader({
    exporter: new forms[form].Metrics({ url: `${server.url}/v1/metrics`, headers }),
  });
  const provider = new MeterProvider({ resource: resourceOf(form, 'metrics'), readers: [reader] });
  const duration = provider.getMeter('shop').createHistogram('http.server.request.duration', {
    unit: 's',
    advice: { explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] },
  });
  for (let request = 0; request < 40; request += 1)
    duration.record(request < 38 ? 0.07 : 2, {
      'http.request.method': 'GET',
      'http.route': '/products/{id}',
      'http.response.status_code': request < 38 ? 200 : 503,
    });
  await provider.forceFlush();
  await provider.shutdown();
}

async function tellLogs(form: Form): Promise<void> {
  const exporter = new forms[form].Logs({ url: `${server.url}/v1/logs`, headers });
  const provider = new LoggerProvider({
    resource: resourceOf(form, 'logs'),
    processors: [new BatchLogRecordProcessor({ exporter })],
  });
  const logger = provider.getLogger('shop');
  for (let order = 0; order < 12; order += 1)
    logger.emit({
      severityNumber: SeverityNumber.ERROR,
      body: `order ${order} of jane@shop.example lost its payment`,
      attributes: { 'code.file.path': 'src/pay.ts', 'code.line.number': 41, 'request.id': `req_${order}` },
    });
  await provider.shutdown();
}

async function eventually<T>(look: () => Promise<T>, isThere: (seen: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 300; tries += 1) {
    const seen = await look();
    if (isThere(seen)) return seen;
    await new Promise((resolve) => void setTimeout(resolve, 200));
  }
  throw new Error('It never came');
}

describe.each(['json', 'protobuf'] as const)('official exporters, %s', (form) => {
  test('traces: the request, its N+1, the provider it waited for, and the trace itself without people in it', async () => {
    const name = environmentOf(form, 'traces');
    const view = await eventually(
      () => owner.get(`/api/performance?environment=${name}&range=1h`),
      ({ environment, routes, traces, problems }) =>
        environment === name && routes.length > 0 && traces.length > 0 && problems.length > 1,
    );
    expect(view.routes).toMatchObject([
      { route: 'POST /checkout', count: 1, errorShare: 1, isOverBudget: true },
    ]);
    expect(view.problems.map(({ title }: { title: string }) => title).toSorted()).toEqual([
      'POST /checkout asks the database 9 times for SELECT * FROM stock WHERE id = ? (135 ms)',
      'POST /checkout waits 2.0 s of 2.4 s for api.payments.example',
    ]);
    const whole = await owner.get(`/api/traces/${traceIds[form]}`);
    expect(whole.trace).toMatchObject({
      route: 'POST /checkout',
      isFailed: true,
      release: '1.4.2',
      service: `shop-${form}`,
    });
    expect(whole.spans).toHaveLength(11);
    const [request] = whole.spans;
    expect(request.events[0].text).toContain('payment of [mail address] timed out');
    expect(JSON.stringify(whole)).not.toContain('jane@');
  }, 90_000);

  test('metrics: the histogram gives requests, failures and p95 of the route', async () => {
    const path = `/api/performance?environment=${environmentOf(form, 'metrics')}&range=1h`;
    const isThere = ({ route }: { route: string }): boolean => route === 'GET /products/{id}';
    const view = await eventually(
      () => owner.get(path),
      ({ routes }) => routes.some(isThere),
    );
    const row = view.routes.find(isThere);
    expect([row.count, Math.round(row.errorShare * 100)]).toEqual([40, 5]);
    expect(row.p50Ms).toBeGreaterThan(50);
    expect(row.p50Ms).toBeLessThan(100);
  }, 90_000);

  test('logs: one pattern, one leak with its place and the rule that stops it', async () => {
    const name = environmentOf(form, 'logs');
    const view = await eventually(
      () => owner.get(`/api/logs?environment=${name}`),
      ({ environment, patterns, problems }) =>
        environment === name && patterns.length > 0 && problems.length > 0,
    );
    expect(view.patterns).toMatchObject([
      {
        template: 'order <*> of [mail address] lost its payment',
        count: 12,
        place: `src/pay.ts:41 in shop-${form}`,
      },
    ]);
    expect(view.problems).toMatchObject([
      { text: 'a mail address is logged', rule: 'logs/personal-data', count: 12 },
    ]);
    expect(JSON.stringify(view)).not.toContain('jane@');
  }, 90_000);
});
