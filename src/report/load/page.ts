import { table, type Evidence } from '../../model/evidence.ts';
import type { PageChart, PageSection, SectionedPage } from '../../model/sections.ts';
import { plural } from '../../model/words.ts';
import { chartOf } from './chart.ts';

type Figure = { readonly ms: number } | null;

/** What the page shows of a load run: the JSON of `launch-ready load`, as far as it is needed here. */
export interface LoadReport {
  readonly product: string;
  readonly headline: string;
  readonly verdict: 'good' | 'failed' | 'unknown';
  readonly sent: number;
  readonly tookMs: number;
  readonly token: string;
  readonly startedAt: number;
  readonly stopped: { readonly text: string } | null;
  readonly ownSide: { readonly latenessP99Ms: number; readonly allowedMs: number };
  readonly knee: { readonly holdsRate: number | null; readonly breaksRate: number | null } | null;
  readonly segments: readonly {
    readonly label: string;
    readonly fromRate: number;
    readonly toRate: number;
    readonly isMeasured: boolean;
    readonly errorShare: number;
    readonly latency: { readonly p95: Figure; readonly p50: Figure } | null;
  }[];
  readonly routes: readonly {
    readonly id: string;
    readonly budgetMs: number;
    readonly verdict: string;
    readonly text: string;
    readonly sent: number;
    readonly latency: {
      readonly p50: { readonly ms: number };
      readonly p95: { readonly ms: number };
      readonly p99: { readonly ms: number };
      readonly maxMs: number;
    } | null;
    readonly phases: {
      readonly waitMs: number | null;
      readonly firstByteMs: number | null;
      readonly bodyMs: number | null;
    };
    readonly curve: readonly (readonly [share: number, ms: number])[];
  }[];
  readonly comparison: readonly { readonly id: string; readonly verdict: string; readonly text: string }[];
  readonly mend: readonly Mending[];
  readonly notAsked: readonly string[];
}

/** A fix with its gain: from the database review. */
export interface Mending {
  readonly when: 'now' | 'later';
  readonly route: string | null;
  readonly title: string;
  readonly found: string;
  readonly remedy: string;
  readonly gain: string;
}

const states = { good: 'ok', failed: 'bad', unknown: 'unknown' } as const;

/** The baseline sheet, what changed, what to mend, and the plots. */
export function loadPage(report: LoadReport): SectionedPage {
  const good = report.routes.filter(({ verdict }) => verdict === 'good').length;
  const sections: readonly PageSection[] = [
    section('sheet', 'Baseline sheet', 'p95 of each route against its target.', [sheet(report)]),
    section(
      'change',
      'Before and after',
      'The same load as the baseline, round against round.',
      comparison(report),
    ),
    section('now', 'Mend now', 'Changes no answer and can be taken back.', mending(report, 'now')),
    section(
      'later',
      'Mend later',
      'Changes code or schema: with a test, one at a time.',
      mending(report, 'later'),
    ),
    { ...section('curve', 'How long visitors waited', '', [curveTable(report)]), charts: curveChart(report) },
    { ...section('time', 'Over the run', '', [segments(report)]), charts: segmentChart(report) },
    section('phases', 'Where the time went', 'p95 of each part.', [phases(report)]),
  ];
  return {
    title: `Load on ${report.product}`,
    subject: `${report.product}, ${new Date(report.startedAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    state: states[report.verdict],
    headline: report.headline,
    numbers: [
      { name: 'routes within budget', value: `${good} of ${report.routes.length}` },
      { name: 'requests', value: String(report.sent) },
      ...(report.knee?.holdsRate === null || report.knee === null
        ? []
        : [{ name: 'requests a second it holds', value: String(Math.round(report.knee.holdsRate)) }]),
    ],
    sections: sections.filter(({ evidence }) => evidence.length > 0),
    footer: [
      `Counted from when a request was due, whether or not it could be sent. This machine sent up to ${shown(report.ownSide.latenessP99Ms)} late (p99; ${shown(report.ownSide.allowedMs)} allowed).`,
      ...(report.stopped === null ? [] : [report.stopped.text]),
      ...report.notAsked.map((each) => `Not asked: ${each}.`),
      `x-launch-ready-load: ${report.token}`,
    ],
  };
}

const section = (
  id: string,
  title: string,
  ...[hint, evidence]: readonly [string, readonly Evidence[]]
): PageSection => ({
  id,
  title,
  hint,
  evidence,
});

const sheet = ({ routes }: LoadReport): Evidence =>
  table(
    plural(routes.length, 'route'),
    ['route', 'target', 'p95', 'p50', 'p99', 'longest', 'verdict'],
    routes.map(({ id, budgetMs, latency, verdict, text }) => [
      id,
      shown(budgetMs),
      shown(latency?.p95.ms),
      shown(latency?.p50.ms),
      shown(latency?.p99.ms),
      shown(latency?.maxMs),
      verdict === 'good' ? 'good' : `${verdict}: ${text}`,
    ]),
  );

const comparison = ({ comparison: rows }: LoadReport): readonly Evidence[] =>
  rows.length === 0
    ? []
    : [
        table(
          'Routes',
          ['route', 'verdict', 'figures'],
          rows.map(({ id, verdict, text }) => [id, verdict, text]),
        ),
      ];

function mending({ mend }: LoadReport, when: Mending['when']): readonly Evidence[] {
  const rows = mend.filter((each) => each.when === when);
  if (rows.length === 0) return [];
  const columns = ['route', 'what', 'seen', 'do', 'gain'];
  return [
    table(
      plural(rows.length, 'fix', 'fixes'),
      columns,
      rows.map(({ route, title, found, remedy, gain }) => [route ?? 'database', title, found, remedy, gain]),
    ),
  ];
}

const maxLines = 6;
const styles = ['solid', 'dashed', 'dotted'] as const;

/** The more rare the wait, the more room: each tenth of the visitors that is left is one step to the right. */
const rarity = (share: number): number => -Math.log10(Math.max(1e-4, 1 - share));

function curveChart({ routes }: LoadReport): readonly PageChart[] {
  const slowest = routes
    .filter(({ curve }) => curve.length > 0)
    .toSorted((a, b) => (b.latency?.p95.ms ?? 0) - (a.latency?.p95.ms ?? 0))
    .slice(0, maxLines);
  const budget = Math.min(...slowest.map(({ budgetMs }) => budgetMs));
  const chart = chartOf(
    slowest.map(({ id, curve }, at) => ({
      name: id,
      style: styles[at % styles.length] ?? 'solid',
      points: curve.map(([share, ms]) => [rarity(share), ms] as const),
    })),
    {
      title: 'Latency by share of requests',
      xTicks: [0, 0.5, 0.9, 0.95, 0.99, 0.999].map((share) => ({
        value: rarity(share),
        label: `${share * 100} %`,
      })),
      limit: Number.isFinite(budget) ? { value: budget, name: `budget ${shown(budget)}` } : null,
      yName: shown,
    },
  );
  return chart === null ? [] : [chart];
}

const curveTable = ({ routes }: LoadReport): Evidence =>
  table(
    'Shares of requests',
    ['route', ...(routes[0]?.curve ?? []).map(([share]) => (share === 1 ? 'longest' : `${share * 100} %`))],
    routes.map(({ id, curve }) => [id, ...curve.map(([, ms]) => shown(ms))]),
  );

function segmentChart({ segments: all, routes }: LoadReport): readonly PageChart[] {
  const measured = all.filter(({ isMeasured }) => isMeasured);
  const budget = Math.min(...routes.map(({ budgetMs }) => budgetMs));
  const line = (name: 'p95' | 'p50', style: (typeof styles)[number]) => ({
    name,
    style,
    points: measured.map(({ latency }, at) => [at, latency?.[name]?.ms ?? null] as const),
  });
  const chart = chartOf([line('p95', 'solid'), line('p50', 'dashed')], {
    title: 'p95 over the run',
    xTicks: measured.map(({ toRate }, at) => ({ value: at, label: `${Math.round(toRate)}/s` })),
    limit: Number.isFinite(budget) ? { value: budget, name: `budget ${shown(budget)}` } : null,
    yName: shown,
  });
  return chart === null ? [] : [chart];
}

const segments = ({ segments: all }: LoadReport): Evidence =>
  table(
    'Stretches of time',
    ['stretch', 'offered', 'p95', 'p50', 'failed'],
    all.map(({ label, fromRate, toRate, latency, errorShare, isMeasured }) => [
      isMeasured ? label : `${label} (not measured)`,
      fromRate === toRate ? `${Math.round(toRate)}/s` : `${Math.round(fromRate)} to ${Math.round(toRate)}/s`,
      shown(latency?.p95?.ms),
      shown(latency?.p50?.ms),
      `${Number((errorShare * 100).toPrecision(2))} %`,
    ]),
  );

const phases = ({ routes }: LoadReport): Evidence =>
  table(
    'Parts of a request',
    ['route', 'for a connection', 'for the first byte', 'for the body'],
    routes.map(({ id, phases: { waitMs, firstByteMs, bodyMs } }) => [
      id,
      shown(waitMs),
      shown(firstByteMs),
      shown(bodyMs),
    ]),
  );

const shown = (ms: number | null | undefined): string => {
  if (ms === null || ms === undefined) return '-';
  return ms >= 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Number(ms.toPrecision(3))} ms`;
};
