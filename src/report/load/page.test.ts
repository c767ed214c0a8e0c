import { expect, test } from 'vitest';
import { chartOf } from './chart.ts';
import { loadPage, type LoadReport } from './page.ts';

const quantile = (ms: number) => ({ ms });
const latency = { p50: quantile(20), p95: quantile(420), p99: quantile(800), maxMs: 900 };
const report: LoadReport = {
  product: 'Kiln',
  headline: '1 of 1 route not within budget',
  verdict: 'failed',
  sent: 600,
  tookMs: 30_000,
  token: 'run-1',
  startedAt: Date.UTC(2026, 10, 22, 9),
  stopped: null,
  ownSide: { latenessP99Ms: 2, allowedMs: 30 },
  knee: null,
  segments: [{ label: 'round 1', fromRate: 20, toRate: 20, isMeasured: true, errorShare: 0, latency }],
  routes: [
    {
      id: 'orders',
      budgetMs: 300,
      verdict: 'slow',
      text: 'p95 420 ms, budget 300 ms.',
      sent: 600,
      latency,
      phases: { waitMs: 0, firstByteMs: 400, bodyMs: 1 },
      curve: [
        [0, 10],
        [0.5, 20],
        [0.95, 420],
        [1, 900],
      ],
    },
  ],
  comparison: [{ id: 'orders', verdict: 'slower', text: '40 % slower' }],
  mend: [
    {
      when: 'now',
      route: 'orders',
      title: 'A search',
      found: 'seen',
      remedy: 'create index',
      gain: '9 times',
    },
    { when: 'later', route: null, title: 'A setting', found: 'seen', remedy: 'alter', gain: 'not measured' },
  ],
  notAsked: [],
};

test('PERF-7: the page has the sheet, the change, what to mend now and later, and two plots', () => {
  const page = loadPage(report);
  expect([page.state, page.sections.map(({ id }) => id)]).toEqual([
    'bad',
    ['sheet', 'change', 'now', 'later', 'curve', 'time', 'phases'],
  ]);
  expect(page.sections[0]?.evidence).toMatchObject([
    {
      rows: [['orders', '300 ms', '420 ms', '20 ms', '800 ms', '900 ms', 'slow: p95 420 ms, budget 300 ms.']],
    },
  ]);
  expect(page.sections.flatMap(({ charts = [] }) => charts.map(({ alt }) => alt))).toEqual([
    'Latency by share of requests: orders; at most 900 ms, budget 300 ms',
    'p95 over the run: p95, p50; at most 420 ms, budget 300 ms',
  ]);
});

test('without baseline, database review or answers those parts are left out, and nothing is drawn', () => {
  const [route] = report.routes;
  if (route === undefined) throw new Error('the sample has a route');
  const bare = {
    ...report,
    comparison: [],
    mend: [],
    segments: [],
    routes: [{ ...route, latency: null, curve: [] }],
  };
  const page = loadPage(bare);
  expect(page.sections.map(({ id }) => id)).toEqual(['sheet', 'curve', 'time', 'phases']);
  expect(page.sections.flatMap(({ charts = [] }) => charts)).toEqual([]);
});

test('a plot begins at 0, keeps gaps, and ends above its limit', () => {
  const points = [
    [0, 100],
    [1, null],
    [2, 50],
  ] as const;
  const top = 200 * 1.1;
  const lines = [{ name: 'p95', style: 'solid', points } as const];
  const range = { title: 'T', xTicks: [], limit: { value: 200, name: 'budget' }, yName: String };
  expect(chartOf(lines, range)).toMatchObject({
    lines: [
      {
        points: [
          [0, 100 / top],
          [0.5, null],
          [1, 50 / top],
        ],
      },
    ],
    limit: { y: 200 / top },
    yTicks: [{ at: 0 }, { label: '100' }, { label: '200' }],
  });
  expect(chartOf([], range)).toBeNull();
});
