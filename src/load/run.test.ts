import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../outside/fake/clock.ts';
import type { LoadAnswer } from '../model/outside-load.ts';
import type { Clock } from '../model/outside.ts';
import { LatencyRecorder } from '../protocols/load/recorder.ts';
import { spikeShape, steadyShape, stepShape, type LoadShape } from '../protocols/load/shape.ts';
import { k6Script } from './k6.ts';
import type { LoadPlan, LoadRoute } from './plan.ts';
import type { LoadResult } from './result.ts';
import { runLoad } from './run.ts';
import { judgeRoute } from './verdict.ts';

const route = (change: Partial<LoadRoute> = {}): LoadRoute => ({
  id: 'orders',
  method: 'GET',
  url: 'https://api.kiln.example/orders?page=1',
  headers: [],
  body: null,
  weight: 1,
  budgetMs: 300,
  failingMs: 500,
  ...change,
});

const planOf = (shape: LoadShape, change: Partial<LoadPlan> = {}): LoadPlan => ({
  routes: [route()],
  shape,
  spacing: 'even',
  timeoutMs: 5000,
  maxConnections: 100,
  isStepped: false,
  token: 'run-1',
  ...change,
});

/** What a server of the test does with the `count`-th request, asked `atMs` after the start: how long, and what then. */
type Server = (
  atMs: number,
  count: number,
  inFlight: number,
) => Partial<LoadAnswer> & { readonly tookMs: number };

async function runAgainst(
  server: Server,
  plan: LoadPlan,
  signal = new AbortController().signal,
): Promise<LoadResult> {
  const clock: Clock = createFakeClock();
  const startMs = clock.monotonicMs();
  let count = 0;
  let inFlight = 0;
  const target = {
    send: (_request: unknown, done: (answer: LoadAnswer) => void): void => {
      const sentMs = clock.monotonicMs();
      const { tookMs, ...answer } = server(sentMs - startMs, count, inFlight);
      count += 1;
      inFlight += 1;
      clock.after(tookMs, () => {
        inFlight -= 1;
        const endMs = clock.monotonicMs();
        done({
          status: 200,
          error: null,
          writtenMs: sentMs,
          firstByteMs: endMs,
          endMs,
          bodyBytes: 10,
          ...answer,
        });
      });
    },
    [Symbol.asyncDispose]: async () => {},
  };
  return runLoad(plan, {
    clock,
    chance: () => 0.5,
    targetOf: () => target,
    connections: { dns: new LatencyRecorder(), connect: new LatencyRecorder(), tls: new LatencyRecorder() },
    signal,
    onProgress: () => {},
  });
}

const figures = ({ routes: [first] }: LoadResult): readonly number[] => {
  const { p50, p90, p95, p99 } = first?.latency ?? {};
  return [p50, p90, p95, p99].map((each) => each?.ms ?? Number.NaN);
};

describe('PERF-1: the truth of the numbers', () => {
  test('90 % take 5 ms, 9 % 50 ms, 1 % 200 ms: percentiles within 2 %', async () => {
    const slow = (count: number): number => (count % 100 === 0 ? 200 : count % 100 < 10 ? 50 : 5);
    const run = await runAgainst(
      (_at, count) => ({ tookMs: slow(count) }),
      planOf(steadyShape(100, 20_000, 0)),
    );
    const [p50 = 0, p90 = 0, p95 = 0, p99 = 0] = figures(run);
    expect(p50 / 5).toBeCloseTo(1, 2);
    expect(p90 / 5).toBeCloseTo(1, 2);
    expect(p95 / 50).toBeCloseTo(1, 2);
    expect(p99 / 50).toBeCloseTo(1, 2);
    expect(run.routes[0]?.sent).toBe(2000);
  });

  test('a stall of 1 s in 10 s shows at its true share: a tenth of all visitors wait, on average half of it', async () => {
    const stall: Server = (at) => ({ tookMs: at >= 4000 && at < 5000 ? 5000 - at : 1 });
    const run = await runAgainst(stall, planOf(steadyShape(200, 10_000, 0)));
    const [p50 = 0, p90 = 0, p95 = 0, p99 = 0] = figures(run);
    expect(p50).toBeCloseTo(1, 1);
    expect(p90).toBeLessThan(10);
    expect(p95 / 500).toBeCloseTo(1, 1);
    expect(p99 / 900).toBeCloseTo(1, 1);
  });

  test('requests keep coming while the server hangs, and each waits from its own moment', async () => {
    const run = await runAgainst(() => ({ tookMs: 1990 }), planOf(steadyShape(50, 4000, 0)));
    expect(run.peakInFlight).toBe(100);
    expect(run.segments[0]?.latency?.maxMs).toBeCloseTo(1990, -0.5);
  });

  test('the warm-up is not in the figures of a route', async () => {
    const cold: Server = (at) => ({ tookMs: at < 2000 ? 900 : 10 });
    const run = await runAgainst(cold, planOf(steadyShape(100, 5000, 2000)));
    expect(run.routes[0]?.latency?.maxMs).toBeCloseTo(10, 1);
    expect(run.segments.map(({ label }) => label)).toEqual(['warm-up', 'steady']);
  });
});

describe('PERF-1: shapes', () => {
  test('steps stop at the rate that breaks the budget', async () => {
    const server: Server = (_at, _count, inFlight) => ({ tookMs: inFlight > 8 ? 900 : 40 });
    const shape = stepShape(20, 3000, { warmUpMs: 0, maxRate: 1000 });
    const run = await runAgainst(server, planOf(shape, { isStepped: true }));
    expect(run.knee).toMatchObject({ holdsRate: 151.875, breaksRate: 227.8125, reason: 'latency' });
    expect(run.stopped?.reason).toBe('gave-way');
    expect(run.segments).toHaveLength(7);
  });

  test('a spike has a row of its own, and the row after it says whether it came back', async () => {
    const server: Server = (at) => ({ tookMs: at >= 4000 && at < 6000 ? 700 : 20 });
    const run = await runAgainst(server, planOf(spikeShape(20, 10_000, { warmUpMs: 0, factor: 5 })));
    const p95s = run.segments.map(({ latency }) => Math.round(latency?.p95.ms ?? 0));
    expect(p95s).toEqual([20, 700, 20]);
  });
});

describe('PERF-1: it stops when it must, and keeps what it has', () => {
  const reset = { status: null, error: { kind: 'reset', message: 'hung up' } } as const;

  test('the target dies half-way: an error storm ends the run within seconds', async () => {
    const run = await runAgainst(
      (at) => (at < 5000 ? { tookMs: 5 } : { tookMs: 1, ...reset }),
      planOf(steadyShape(50, 60_000, 0)),
    );
    expect(run.stopped?.reason).toBe('error-storm');
    expect(run.stopped?.afterMs).toBeLessThan(8000);
    expect(run.routes[0]?.outcomes).toMatchObject({ answered: 250 });
    expect(run.routes[0]?.example).toBe('hung up');
  });

  test('it answers 503 to everything', async () => {
    const run = await runAgainst(() => ({ tookMs: 1, status: 503 }), planOf(steadyShape(50, 60_000, 0)));
    expect(run.stopped?.text).toContain('server-error');
    expect(run.sent).toBeLessThan(40);
  });

  test('stopped by hand before the first request', async () => {
    const run = await runAgainst(
      () => ({ tookMs: 1 }),
      planOf(steadyShape(50, 1000, 0)),
      AbortSignal.abort(),
    );
    expect([run.stopped?.reason, run.sent, run.routes[0]?.latency]).toEqual(['interrupted', 0, null]);
  });
});

describe('PERF-7: the verdict of a route', () => {
  const judged = async (server: Server, change: Partial<LoadRoute> = {}, durationMs = 5000) => {
    const plan = planOf(steadyShape(50, durationMs, 0), { routes: [route(change)] });
    const run = await runAgainst(server, plan);
    const [first] = run.routes;
    if (first === undefined) throw new Error('no route');
    return judgeRoute(route(change), first, run);
  };

  test.each([
    ['quick', { tookMs: 40 }, 'good', 'p95 40 ms, budget 300 ms.'],
    ['over its budget', { tookMs: 400 }, 'slow', 'p95 400 ms, budget 300 ms.'],
    ['far over its budget', { tookMs: 800 }, 'failing', 'p95 800 ms, budget 300 ms, failing above 500 ms.'],
  ] as const)('%s', async (_name, answer, verdict, text) => {
    expect(await judged(() => answer)).toMatchObject({ verdict, text, isCertain: true });
  });

  test('2 of 100 fail quickly: no good figure hides it', async () => {
    const server: Server = (_at, count) => ({ tookMs: 4, status: count % 50 === 0 ? 500 : 200 });
    expect(await judged(server)).toMatchObject({
      verdict: 'failing',
      text: '2 % of 250 requests failed: Status 500.',
    });
  });

  test('too few requests are never good', async () => {
    expect(await judged(() => ({ tookMs: 4 }), {}, 1000)).toMatchObject({
      verdict: 'unknown',
      text: '50 requests are too few for a p95; 60 are needed.',
    });
  });

  test('a generator that was late proves nothing', async () => {
    const plan = planOf(steadyShape(50, 5000, 0));
    const run = await runAgainst(() => ({ tookMs: 40 }), plan);
    const late = { ...run.ownSide, latenessP99Ms: 31, allowedMs: 5, isBottleneck: true };
    const [first] = run.routes;
    if (first === undefined) throw new Error('no route');
    expect(judgeRoute(route(), first, { ...run, ownSide: late })).toMatchObject({
      verdict: 'unknown',
      text: 'This machine was the bottleneck (sent up to 31 ms late, 30 ms allowed); the figures do not count: p95 40 ms, budget 300 ms.',
    });
  });
});

test('the k6 script has the rates, budgets and the token, and no secret', () => {
  const secret = route({ headers: [['authorization', 'Bearer hush']] });
  const script = k6Script(planOf(steadyShape(40, 30_000, 3000), { routes: [secret] }));
  expect(script).not.toContain('hush');
  expect(script).toContain('"HEADER_AUTHORIZATION"');
  const options: unknown = JSON.parse(/options = ({[^]*?\n});/.exec(script)?.[1] ?? '');
  expect(options).toMatchObject({
    scenarios: {
      arrivals: {
        executor: 'ramping-arrival-rate',
        startRate: 20,
        stages: [
          { target: 20, duration: '0s' },
          { target: 40, duration: '3s' },
          { target: 40, duration: '0s' },
          { target: 40, duration: '30s' },
        ],
      },
    },
    thresholds: { 'http_req_duration{route:orders}': ['p(95)<=300'] },
  });
});
