import type { SegmentResult } from '../../load/result.ts';
import { ms, percent, type JudgedRoute } from '../../load/verdict.ts';
import { inertLine } from '../../report/inert.ts';
import type { Palette } from '../../report/terminal/palette.ts';
import { seconds } from '../smoke/render-terminal.ts';
import type { LoadDocument } from './document.ts';

const marks = { good: '✓', slow: '!', failing: '✗', failed: '✗', unknown: '?' } as const;
const colours = { good: 'ok', slow: 'warn', failing: 'bad', failed: 'bad', unknown: 'warn' } as const;
const columns = ['p50', 'p90', 'p95', 'p99', 'max'] as const;

/** Answer first, then a row for each route and each stretch of time, then what qualifies the figures. */
export function renderLoadTerminal(document: LoadDocument, palette: Palette): string {
  const paint = palette[colours[document.verdict]];
  return [
    paint(palette.strong(`${marks[document.verdict]} ${inertLine(document.headline)}`)),
    palette.muted(`  ${inertLine(document.product)}, ${document.sent} requests, ${seconds(document.tookMs)}`),
    '',
    palette.muted(
      `  ${'route'.padEnd(24)}${columns.map((each) => each.padStart(10)).join('')}${'budget'.padStart(10)}`,
    ),
    ...document.routes.flatMap((route) => routeLines(route, palette)),
    '',
    ...(document.segments.length > 1 ? segmentTable(document.segments, palette) : []),
    ...document.steps.map((each) => palette.muted(stepLine(each))),
    ...(document.steps.length === 0 ? [] : ['']),
    ...document.comparison.map((each) => comparisonLine(each, palette)),
    ...(document.comparison.length === 0 ? [] : ['']),
    ...notes(document).map((note) => palette.muted(`  ${inertLine(note)}`)),
    '',
  ].join('\n');
}

function routeLines(route: JudgedRoute, palette: Palette): readonly string[] {
  const { latency } = route;
  const figures = latency === null ? columns.map(() => null) : figuresOf(latency);
  const name = inertLine(route.id).slice(0, 22).padEnd(23);
  const row = figures.map((each) => (each === null ? '-' : ms(each)).padStart(10)).join('');
  const mark = palette[colours[route.verdict]](marks[route.verdict]);
  const isPlain = route.verdict === 'good';
  return [
    `${mark} ${name} ${row}${ms(route.budgetMs).padStart(10)}`,
    ...(isPlain ? [] : [`    ${inertLine(route.text)}`]),
    ...(isPlain && !route.isCertain ? [palette.muted(`    ${range(route)}`)] : []),
  ];
}

const figuresOf = ({ p50, p90, p95, p99, maxMs }: NonNullable<JudgedRoute['latency']>): readonly number[] => [
  p50.ms,
  p90.ms,
  p95.ms,
  p99.ms,
  maxMs,
];

function range({ latency }: JudgedRoute): string {
  const high = latency?.p95.highMs ?? null;
  return high === null
    ? 'Too few requests to say how far the p95 may lie above this.'
    : `The p95 may be as high as ${ms(high)}: measure longer to be sure.`;
}

function stepLine({ journey, step, latency, walked, failed }: LoadDocument['steps'][number]): string {
  const name = inertLine(`${journey}, ${step}`).slice(0, 40).padEnd(42);
  const figures = latency === null ? '-' : `p50 ${ms(latency.p50.ms)}, p95 ${ms(latency.p95.ms)}`;
  return `  ${name}${figures} (${walked} times${failed === 0 ? '' : `, ${failed} failed`})`;
}

const changes = {
  slower: ['✗', 'bad'],
  failing: ['✗', 'bad'],
  faster: ['✓', 'ok'],
  same: ['✓', 'ok'],
  unknown: ['?', 'warn'],
} as const;

function comparisonLine({ id, verdict, text }: LoadDocument['comparison'][number], palette: Palette): string {
  const [mark, colour] = changes[verdict];
  return `${palette[colour](mark)} ${inertLine(id).slice(0, 22).padEnd(23)} ${inertLine(text)}`;
}

function segmentTable(segments: readonly SegmentResult[], palette: Palette): readonly string[] {
  const rows = segments.map((each) => {
    const rate =
      each.fromRate === each.toRate ? whole(each.toRate) : `${whole(each.fromRate)}-${whole(each.toRate)}`;
    const p95 = each.latency === null ? '-' : ms(each.latency.p95.ms);
    const failed = each.errorShare === 0 ? '' : `  ${percent(each.errorShare)} failed`;
    const line = `  ${each.label.padEnd(18)}${`${rate}/s`.padStart(12)}${p95.padStart(12)}${failed}`;
    return each.isMeasured ? line : palette.muted(line);
  });
  const head = `  ${'stretch'.padEnd(18)}${'offered'.padStart(12)}${'p95'.padStart(12)}`;
  return [palette.muted(head), ...rows, ''];
}

function notes({ stopped, ownSide, connections, routes, notAsked, token }: LoadDocument): readonly string[] {
  const redirected = routes.filter(({ statuses }) =>
    Object.keys(statuses).some((status) => status.startsWith('3')),
  );
  return [
    ...(stopped === null ? [] : [`Stopped after ${seconds(stopped.afterMs)}: ${stopped.text}`]),
    ...redirected.map(({ id }) => `${id} answered with redirects; what they lead to was not measured.`),
    ...notAsked.map((each) => `Not asked: ${each}.`),
    `Counted from when a request was due. This machine sent up to ${ms(ownSide.latenessP99Ms)} late (p99; ${ms(ownSide.allowedMs)} allowed).`,
    `${connections.opened} connections opened${connectText(connections)}. In the target's log: x-launch-ready-load: ${token}`,
  ];
}

const connectText = ({ connectMs, tlsMs }: LoadDocument['connections']): string =>
  connectMs === null
    ? ''
    : `, p95 ${ms(connectMs)} to connect${tlsMs === null ? '' : `, ${ms(tlsMs)} for TLS`}`;

const whole = (rate: number): string => String(Math.round(rate));
