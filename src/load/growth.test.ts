import { expect, test } from 'vitest';
import { steadyShape } from '../protocols/load/shape.ts';
import { growthOfRoutes, type GrowthStep } from './growth.ts';
import type { LoadPlan } from './plan.ts';

const plan: LoadPlan = {
  routes: [
    {
      id: 'members',
      method: 'GET',
      url: 'https://kiln.example/api/members',
      headers: [],
      body: null,
      weight: 1,
      budgetMs: 300,
      failingMs: null,
    },
  ],
  shape: steadyShape(20, 30_000, 0),
  spacing: 'even',
  timeoutMs: 5000,
  maxConnections: 10,
  isStepped: false,
  token: 'run-1',
};

/** A finished run whose every figure is this p95. */
function step(size: number, ms: number, isBottleneck = false): GrowthStep {
  const quantile = { ms, lowMs: ms, highMs: ms };
  const latency = {
    count: 600,
    meanMs: ms,
    p50: quantile,
    p90: quantile,
    p95: quantile,
    p99: quantile,
    maxMs: ms,
  };
  const { id, method, url } = plan.routes[0] ?? { id: '', method: '', url: '' };
  const route = {
    id,
    method,
    url,
    latency,
    sent: 600,
    outcomes: { answered: 600 },
    errorShare: 0,
    statuses: { 200: 600 },
    rounds: [],
    curve: [],
    sinceSent: latency,
    bodyBytes: 600,
    example: null,
    phases: { waitMs: 0, firstByteMs: ms, bodyMs: 0 },
  };
  const ownSide = { latenessP50Ms: 1, latenessP99Ms: isBottleneck ? 90 : 2, allowedMs: 5, isBottleneck };
  const connections = { opened: 1, dnsMs: 0, connectMs: 1, tlsMs: null };
  const rest = { segments: [], sent: 600, peakInFlight: 1, tookMs: 30_000, stopped: null, knee: null };
  return { size, result: { ...rest, routes: [route], ownSide, connections } };
}
const steps = (of: (size: number) => number): readonly GrowthStep[] =>
  [100, 200, 500, 1000].map((size) => step(size, of(size)));

const servers: readonly (readonly [string, (size: number) => number, string, string])[] = [
  ['a constant answer', () => 40, 'good', 'Flat; no size within reach breaks 300 ms.'],
  ['a scan', (n) => 80 + 0.5 * n, 'failed', 'Linear, 500 ms more per 1000; 300 ms is passed at 441.'],
  [
    'a scan that is still quick',
    (n) => 80 + 0.03 * n,
    'good',
    'Linear, 30 ms more per 1000; 300 ms is passed at about 7334, beyond what was measured.',
  ],
];
test.each(servers)('PERF-2: %s', (_name, of, verdict, text) => {
  expect(growthOfRoutes(plan, steps(of))).toMatchObject([{ verdict, text }]);
});

test('PERF-2: worse than linear is a failure before the budget breaks', () => {
  expect(
    growthOfRoutes(
      plan,
      steps((n) => 0.0002 * n * n),
    )[0],
  ).toMatchObject({ verdict: 'failed' });
});

test('PERF-2: a size at which this machine was late leaves the class unknown', () => {
  const late = [...steps(() => 40).slice(0, 3), step(1000, 40, true)];
  expect(growthOfRoutes(plan, late)[0]).toMatchObject({ verdict: 'unknown', growth: null });
});
