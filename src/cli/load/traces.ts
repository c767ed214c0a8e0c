import { spansIn } from '../../ingest/otlp/spans.ts';
import type { InsideSpan } from '../../ingest/inside/span.ts';
import { ms } from '../../load/verdict.ts';
import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';
import { plural } from '../../model/words.ts';
import { callsOnTheWay, type RouteCalls, type TraceSpan } from '../../protocols/load/trace-calls.ts';
import { OtlpError } from '../../protocols/otlp/error.ts';
import { readExport } from '../../protocols/otlp/request.ts';
import { inertLine } from '../../report/inert.ts';
import { exitCodes, type CommandRun } from '../command.ts';
import { print } from './run.ts';

const maxBytes = 64 * 1024 * 1024;
const maxSpans = 200_000;
/** What a visitor feels, and a share that is worth the work. */
const minMs = 100;
const minShare = 0.2;

export const run: CommandRun = async (context, input) => {
  await using outside = await context.openOutside({});
  const spans: TraceSpan[] = [];
  for (const path of input.arguments) spans.push(...(await spansOf(outside, path)));
  const routes = callsOnTheWay(spans.slice(0, maxSpans)).map((route) => ({
    ...route,
    waitsFor: route.callees.filter(
      ({ callee, medianMs, share }) => callee !== database && medianMs >= minMs && share >= minShare,
    ),
  }));
  const isWaiting = routes.some(({ waitsFor }) => waitsFor.length > 0);
  const json = { schema: 'launch-ready/load-traces@1', spans: spans.length, routes };
  const text = input.options.isOn('json') ? `${JSON.stringify(json, null, 2)}\n` : rendered(routes);
  await print(context, { outside, input }, text);
  if (routes.length === 0) return exitCodes.couldNotLook;
  return isWaiting ? exitCodes.findings : exitCodes.ready;
};

type Shown = RouteCalls & { readonly waitsFor: RouteCalls['callees'] };

function rendered(routes: readonly Shown[]): string {
  if (routes.length === 0) return '? There is no trace that begins with a request to the product.\n';
  return routes
    .map(({ route, traces, medianMs, callees, waitsFor }) => {
      const rows = callees.map(
        (each) =>
          `    ${waitsFor.includes(each) ? '✗' : ' '} ${inertLine(each.callee).slice(0, 60).padEnd(40)}${ms(each.medianMs).padStart(10)}  ${Math.round(each.share * 100)} %, up to ${plural(each.calls, 'call')}\n`,
      );
      return `${waitsFor.length > 0 ? '✗' : '✓'} ${inertLine(route)}: ${ms(medianMs)} (${plural(traces, 'trace')})\n${rows.join('')}`;
    })
    .join('');
}

async function spansOf(outside: Outside, path: string): Promise<readonly TraceSpan[]> {
  const text = await outside.files.readText(path, { maxBytes });
  if (!text.ok) throw unusable(path, text.error.message);
  const lines = text.value.trim().split('\n');
  const parts =
    lines.length > 1 && lines.every((line) => line.startsWith('{') && line.trimEnd().endsWith('}'))
      ? lines
      : [text.value];
  try {
    return parts.flatMap((part) =>
      spansIn(readExport(Buffer.from(part), 'traces', 'json')).spans.map(traceSpan),
    );
  } catch (error) {
    if (error instanceof OtlpError) throw unusable(path, error.message);
    throw error;
  }
}

const unusable = (path: string, why: string): UserError =>
  new UserError('LR_FILE_UNREADABLE', {
    what: `${path}: ${why}.`,
    why: 'Traces are read as OTLP/JSON.',
    todo: 'Let the collector write them with its file exporter, or export them from your tracing tool as OTLP.',
  });

const database = 'database';
const kinds = {
  server: 'server',
  consumer: 'server',
  client: 'client',
  producer: 'producer',
  internal: 'other',
} as const;

/** Names of OpenTelemetry's semantic conventions, the stable ones first, then those before 1.20. */
function traceSpan({
  traceId,
  spanId,
  parentSpanId,
  name,
  kind,
  startMs,
  durationMs,
  attributes,
}: InsideSpan): TraceSpan {
  const text = (...keys: readonly string[]): string => {
    const key = keys.find((each) => typeof attributes[each] === 'string');
    return key === undefined ? '' : String(attributes[key]);
  };
  const isDatabase = text('db.system.name', 'db.system') !== '';
  const route = text('http.route');
  const method = text('http.request.method', 'http.method');
  const address =
    text('server.address', 'net.peer.name', 'peer.service') || hostOf(text('url.full', 'http.url'));
  const callee = kind !== 'client' ? null : isDatabase ? database : address || name;
  return {
    trace: traceId,
    id: spanId,
    parent: parentSpanId ?? '',
    name: kind === 'server' && route !== '' ? `${method} ${route}`.trim() : name,
    kind: kinds[kind],
    startMs,
    endMs: startMs + durationMs,
    callee,
  };
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');
