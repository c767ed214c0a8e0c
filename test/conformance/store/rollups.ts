import fc from 'fast-check';
import { expect } from 'vitest';
import type { Sample } from '../../../src/model/monitor.ts';
import type { Rollup, RollupStep } from '../../../src/model/store.ts';
import { quantileOf, sketchOf } from '../../../src/protocols/sketch/sketch.ts';
import { parseSketch, printSketch } from '../../../src/protocols/sketch/sketch-text.ts';
import { at, day, hour, minute, outage, sample, start, type StoreCase } from './story.ts';

const spans: Readonly<Record<RollupStep, number>> = { '5m': 5 * minute, '1h': hour, '1d': day };
const everything = (step: RollupStep) => ({
  monitors: ['shop', 'api'],
  step,
  from: at(-30 * day),
  to: at(30 * day),
});

/** What the rollups of these samples have to be, worked out the slow way. */
function expected(samples: readonly Sample[], step: RollupStep): readonly Rollup[] {
  const windows = Map.groupBy(samples, ({ monitor, region, at: time }) =>
    JSON.stringify([monitor, Math.floor(time / spans[step]) * spans[step], region]),
  );
  const rollups = [...windows].map(([key, group]): Rollup => {
    const [monitor, from, region] = JSON.parse(key);
    const having = (outcome: string) => group.filter((one) => one.outcome === outcome).length;
    return {
      monitor,
      region,
      from,
      step,
      count: group.length,
      up: having('up'),
      degraded: having('degraded'),
      down: having('down'),
      sketch: printSketch(sketchOf(group.flatMap(({ totalMs }) => (totalMs === null ? [] : [totalMs])))),
    };
  });
  const place = ({ monitor, from, region }: Rollup) => `${monitor} ${from} ${region}`;
  return rollups.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
}

export const rollupCases: readonly StoreCase[] = [
  {
    title: 'five minutes count outcomes and keep the latencies, by region',
    run: async ({ store }) => {
      const samples = [
        sample({ totalMs: 100 }),
        sample({ at: at(minute), totalMs: 900, outcome: 'degraded' }),
        outage({ at: at(2 * minute) }),
        sample({ at: at(3 * minute), outcome: 'unknown', totalMs: null }),
        sample({ at: at(5 * minute) }),
        sample({ region: 'iad', totalMs: 200 }),
      ];
      await store.samples.append(samples);
      const rollups = await store.samples.rollups(everything('5m'));
      expect(rollups).toEqual(expected(samples, '5m'));
      expect(rollups[0]).toMatchObject({ region: 'fra', count: 4, up: 1, degraded: 1, down: 1 });
      expect(quantileOf(parseSketch(rollups[0]!.sketch)!, 1)! / 900).toBeCloseTo(1, 1);
    },
  },
  {
    title: 'hours and days are right before anything was rolled up, half-way and after',
    run: async ({ store }) => {
      const samples = Array.from({ length: 400 }, (_, number) =>
        sample({ at: at(-2 * day + number * 9 * minute), totalMs: 50 + ((number * 37) % 400) }),
      );
      await store.samples.append(samples);
      for (let round = 0; round < 12; round += 1) {
        for (const step of ['5m', '1h', '1d'] as const) {
          expect(await store.samples.rollups(everything(step))).toEqual(expected(samples, step));
        }
        await store.maintain(at(round * hour));
      }
    },
  },
  {
    title: 'a late sample goes into windows that were rolled up long ago',
    run: async ({ store }) => {
      const samples = [sample({ at: at(-3 * day) }), sample({ at: at(-3 * day + 2 * hour) })];
      await store.samples.append(samples);
      await store.maintain(at(0));
      const late = sample({ at: at(-3 * day + 4 * minute), totalMs: 4000, outcome: 'degraded' });
      await store.samples.append([late]);
      expect(await store.samples.rollups(everything('1d'))).toEqual(expected([...samples, late], '1d'));
      await store.maintain(at(0));
      expect(await store.samples.rollups(everything('1h'))).toEqual(expected([...samples, late], '1h'));
      expect(await store.samples.rollups(everything('1d'))).toEqual(expected([...samples, late], '1d'));
    },
  },
  {
    title: 'whatever the order of samples and maintenance, rollups say what the samples say',
    run: async ({ store }) => {
      const samples: Sample[] = [];
      const outcomes = ['up', 'up', 'degraded', 'down', 'unknown'] as const;
      const one = fc.record({
        monitor: fc.constantFrom('shop', 'api'),
        region: fc.constantFrom('fra', 'iad'),
        at: fc.integer({ min: -6 * 24 * 60, max: 0 }).map((minutes) => at(minutes * minute)),
        outcome: fc.constantFrom(...outcomes),
        totalMs: fc.option(fc.integer({ min: 1, max: 30_000 })),
      });
      const step = fc.oneof(fc.array(one, { minLength: 1, maxLength: 20 }), fc.constant('maintain' as const));
      const [story] = fc.sample(fc.array(step, { minLength: 40, maxLength: 40 }), { seed: 8, numRuns: 1 });
      const known = new Set<string>();
      const note = (one: Sample): void => {
        const key = `${one.monitor} ${one.region} ${one.at}`;
        if (!known.has(key)) samples.push(one);
        known.add(key);
      };
      for (const move of story!) {
        const batch = move === 'maintain' ? [] : move.map((changes) => sample(changes));
        if (move === 'maintain') await store.maintain(at(10 * minute));
        await store.samples.append(batch);
        batch.forEach(note);
      }
      expect(samples.length).toBeGreaterThan(100);
      for (const wanted of ['5m', '1h', '1d'] as const) {
        expect(await store.samples.rollups(everything(wanted))).toEqual(expected(samples, wanted));
      }
    },
  },
  {
    title: 'rollups of 1,200 monitors in one question',
    run: async ({ store }) => {
      const monitors = Array.from({ length: 1200 }, (_, number) => `m${number}`);
      await store.samples.append(monitors.map((monitor) => sample({ monitor })));
      const hours = await store.samples.rollups({ monitors, step: '1h', from: at(-day), to: at(day) });
      expect(new Set(hours.map(({ monitor }) => monitor)).size).toBe(1200);
      expect(await store.samples.rollups({ monitors: [], step: '1h', from: at(-day), to: at(day) })).toEqual(
        [],
      );
    },
  },
  {
    title: 'two replicas that append to one window at once: nothing is lost in between',
    run: async ({ store, second }) => {
      const other = await second();
      await Promise.all(
        Array.from({ length: 60 }, (_, number) =>
          (number % 2 === 0 ? store : other).samples.append([
            sample({ at: at(number * 1000), totalMs: 10 + number }),
            sample({ monitor: 'api', at: at(number * 1000), totalMs: 10 + number }),
          ]),
        ),
      );
      const rollups = await store.samples.rollups(everything('5m'));
      expect(rollups.map(({ monitor, count }) => [monitor, count])).toEqual([
        ['api', 60],
        ['shop', 60],
      ]);
      expect(rollups[0]?.from).toBe(start);
    },
  },
];
