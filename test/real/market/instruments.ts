import { AsyncLocalStorage } from 'node:async_hooks';
import {
  createContextKey,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
} from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { defaultStackParser, makeNodeTransport, NodeClient, Scope } from '@sentry/node';
import type { ShopLine } from '../../../src/world/app/deps.ts';

/** The official clients of one process of the shop, as its authors would set them up. */
export interface Instruments {
  /** Work with a span of its own, below whatever span is under way; a request begins a trace of its own. */
  readonly span: <T>(name: string, about: SpanAbout<T>) => Promise<T>;
  readonly log: (line: ShopLine) => void;
  /** Names the request under way. */
  readonly tell: (error: Error) => void;
  readonly close: () => Promise<void>;
}
interface SpanAbout<T> {
  readonly kind: SpanKind;
  readonly attributes: Attributes;
  readonly work: () => Promise<T>;
  /** What is known of it when it is over. */
  readonly after?: (result: T) => { readonly attributes: Attributes; readonly isFailed: boolean };
}

export interface InstrumentOptions {
  /** Where Launch Ready listens. */
  readonly url: string;
  readonly dsn: string;
  readonly key: string;
  readonly release: string;
  /** Milliseconds since 1970, by the clock the shop lives by. */
  readonly now: () => number;
}

const severities = {
  info: SeverityNumber.INFO,
  warning: SeverityNumber.WARN,
  error: SeverityNumber.ERROR,
} as const;
const transaction = createContextKey('transaction');

export function instrument(options: InstrumentOptions): Instruments {
  const { url, key, release, now } = options;
  const current = new AsyncLocalStorage<Context>();
  const resource = resourceFromAttributes({ 'service.name': 'harbor-market', 'service.version': release });
  const headers = { authorization: `Bearer ${key}` };
  const traces = new BasicTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: `${url}/v1/traces`, headers }))],
  });
  const logs = new LoggerProvider({
    resource,
    processors: [
      new BatchLogRecordProcessor({ exporter: new OTLPLogExporter({ url: `${url}/v1/logs`, headers }) }),
    ],
  });
  const tracer = traces.getTracer('market');
  const sentry = errorClient(options);
  return {
    span: async (name, { kind, attributes, work, after }) => {
      const parent =
        kind === SpanKind.SERVER
          ? ROOT_CONTEXT.setValue(transaction, name)
          : (current.getStore() ?? ROOT_CONTEXT);
      const span = tracer.startSpan(name, { kind, attributes, startTime: now() }, parent);
      try {
        const result = await current.run(trace.setSpan(parent, span), work);
        const { attributes: more = {}, isFailed = false } = after?.(result) ?? {};
        span.setAttributes(more);
        if (isFailed) span.setStatus({ code: SpanStatusCode.ERROR });
        return result;
      } finally {
        span.end(now());
      }
    },
    log: ({ level, logger, text }) =>
      logs.getLogger(logger).emit({
        severityNumber: severities[level],
        body: text,
        timestamp: now(),
        attributes: { 'logger.name': logger },
        context: current.getStore() ?? ROOT_CONTEXT,
      }),
    tell: (error) => sentry.tell(error, String(current.getStore()?.getValue(transaction) ?? '')),
    close: async () => {
      await Promise.all([traces.shutdown(), logs.shutdown(), sentry.close()]);
    },
  };
}

/** A client of its own instead of `init`, which would belong to the whole test process. */
function errorClient({ dsn, release }: InstrumentOptions) {
  const client = new NodeClient({
    dsn,
    release,
    environment: 'production',
    transport: makeNodeTransport,
    stackParser: defaultStackParser,
    integrations: [],
  });
  client.init();
  return {
    tell: (error: Error, during: string): void => {
      const scope = new Scope();
      scope.setClient(client);
      scope.setTransactionName(during);
      scope.captureException(error);
    },
    close: () => client.close(20_000),
  };
}
