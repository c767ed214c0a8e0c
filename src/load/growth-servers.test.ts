import { describe, expect, test } from 'vitest';
import type { LoadAnswer } from '../model/outside-load.ts';
import { createFakeClock } from '../outside/fake/clock.ts';
import { LatencyRecorder } from '../protocols/load/recorder.ts';
import { steadyShape } from '../protocols/load/shape.ts';
import { growthOfRoutes, type GrowthStep } from './growth.ts';
import type { LoadPlan } from './plan.ts';
import { runLoad } from './run.ts';

const plan: LoadPlan = {
  routes: [
    {
      id: 'list',
      method: 'GET',
      url: 'https://kiln.example/api/list',
      headers: [],
      body: null,
      weight: 1,
      budgetMs: 2000,
      failingMs: null,
    },
  ],
  shape: steadyShape(50, 6000, 0),
  spacing: 'poisson',
  timeoutMs: 60_000,
  maxConnections: 100,
  isStepped: false,
  token: 'run-1',
};
const sizes = [100, 200, 500, 1000, 2000, 5000];

/** A linear congruential generator (Numerical Recipes): the same row of numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

/** Each answer takes what its size asks for, and up to a quarter more or less; every fiftieth meets something else and takes twice as long. */
async function measured(costMs: number, seed: number): Promise<GrowthStep['result']> {
  const clock = createFakeClock();
  const chance = seeded(seed);
  const target = {
    send: (_request: unknown, done: (answer: LoadAnswer) => void): void => {
      const writtenMs = clock.monotonicMs();
      const noise = 0.75 + 0.5 * chance();
      clock.after(costMs * noise * (chance() < 0.02 ? 2 : 1), () => {
        const endMs = clock.monotonicMs();
        done({ status: 200, error: null, writtenMs, firstByteMs: endMs, endMs, bodyBytes: 1 });
      });
    },
    [Symbol.asyncDispose]: async () => {},
  };
  return runLoad(plan, {
    clock,
    chance,
    targetOf: () => target,
    connections: { dns: new LatencyRecorder(), connect: new LatencyRecorder(), tls: new LatencyRecorder() },
    signal: new AbortController().signal,
    onProgress: () => {},
  });
}

const servers: readonly (readonly [string, (n: number) => number, string])[] = [
  ['a page that is kept', () => 12, 'flat'],
  ['a list of the first twenty by an index', () => 45, 'flat'],
  ['a slow answer that has nothing to do with the data', () => 400, 'flat'],
  ['a look-up in a b-tree, much colder with each level', (n) => 15 * Math.log2(n), 'logarithmic'],
  ['a search whose index grows deeper, behind a fixed cost', (n) => 40 + 30 * Math.log2(n), 'logarithmic'],
  ['a scan of the table', (n) => 0.2 * n, 'linear'],
  ['one query for each row, behind a fixed cost', (n) => 30 + 0.3 * n, 'linear'],
  ['everything rendered into one page', (n) => 60 + 0.12 * n, 'linear'],
  ['everybody compared with everybody', (n) => 20 + 0.00006 * n * n, 'worse'],
  ['a nested loop without an index', (n) => 0.0001 * n * n, 'worse'],
  ['a join that goes to disk', (n) => 10 + 0.004 * n ** 1.5, 'worse'],
  ['three nested loops', (n) => 30 + 2e-8 * n ** 3, 'worse'],
];

describe('PERF-2: twelve servers of known complexity, under load', () => {
  test.each(servers)('%s', async (_name, cost, expected) => {
    const steps: GrowthStep[] = [];
    for (const [at, size] of sizes.entries())
      steps.push({ size, result: await measured(cost(size), 100 + at) });
    const [grown] = growthOfRoutes(plan, steps);
    expect(grown?.growth?.class).toBe(expected);
  });
});
