import { expect } from 'vitest';
import { unixMs } from '../../../src/model/brand.ts';
import { at, day, minute, outage, sample, start, type StoreCase } from './story.ts';

export const sampleCases: readonly StoreCase[] = [
  {
    title: 'a sample comes back as it was written, failures with their evidence',
    run: async ({ store }) => {
      const written = [sample(), outage({ at: at(minute) }), sample({ at: at(2 * minute), isResumed: true })];
      await store.samples.append(written);
      expect(await store.samples.raw('shop', at(0), at(day))).toEqual(written);
    },
  },
  {
    title: 'what was appended is there for a second process and after closing',
    run: async ({ store, second }) => {
      await store.samples.append([sample()]);
      expect(await (await second()).samples.recent('shop', 10)).toEqual([sample()]);
    },
  },
  {
    title: 'the newest samples come first, no more than asked for',
    run: async ({ store }) => {
      const written = [0, 1, 2, 3, 4].map((minutes) => sample({ at: at(minutes * minute) }));
      await store.samples.append(written);
      expect(await store.samples.recent('shop', 2)).toEqual([written[4], written[3]]);
      expect(await store.samples.recent('unheard-of', 2)).toEqual([]);
    },
  },
  {
    title: 'raw samples: from is included, to is not, other monitors are not',
    run: async ({ store }) => {
      const written = [0, 1, 2, 3].map((minutes) => sample({ at: at(minutes * minute) }));
      await store.samples.append([...written, sample({ monitor: 'api', at: at(minute) })]);
      expect(await store.samples.raw('shop', at(minute), at(3 * minute))).toEqual([written[1], written[2]]);
    },
  },
  {
    title: 'a probe that repeats what was not acknowledged changes nothing',
    run: async ({ store }) => {
      const batch = [sample(), sample({ region: 'iad' }), sample()];
      await store.samples.append(batch);
      await store.samples.append([...batch, sample({ at: at(1) })]);
      expect(await store.samples.recent('shop', 10)).toHaveLength(3);
      const rollups = await store.samples.rollups({
        monitors: ['shop'],
        step: '5m',
        from: at(0),
        to: at(day),
      });
      expect(rollups.map(({ region, count }) => [region, count])).toEqual([
        ['fra', 2],
        ['iad', 1],
      ]);
    },
  },
  {
    title: 'many callers at once: every sample is there once',
    run: async ({ store }) => {
      await Promise.all(
        Array.from({ length: 300 }, (_, number) =>
          store.samples.append([sample({ monitor: `m${number % 7}`, at: at(number * 1000) })]),
        ),
      );
      const counts = await Promise.all(
        [0, 1, 2, 3, 4, 5, 6].map(async (number) => (await store.samples.recent(`m${number}`, 1000)).length),
      );
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(300);
    },
  },
  {
    title: 'text that a database cannot hold is kept readable: NUL and half a character become U+FFFD',
    run: async ({ store }) => {
      await store.samples.append([
        outage({ message: 'Body: \u0000\u0001 \u{1F6D2} \uD83D end', evidence: ['\u0000 "q" \\ \uD83D'] }),
      ]);
      const [kept] = await store.samples.recent('shop', 1);
      expect(kept?.message).toBe('Body: \uFFFD\u0001 \u{1F6D2} \uFFFD end');
      expect(kept?.evidence).toEqual(['\u0000 "q" \\ \uD83D']);
    },
  },
  {
    title: 'names that look like SQL or patterns are names',
    run: async ({ store }) => {
      const monitor = "x'; drop table samples; -- %_\\";
      await store.samples.append([sample({ monitor })]);
      expect(await store.samples.recent(monitor, 5)).toHaveLength(1);
      expect(await store.samples.recent('%', 5)).toEqual([]);
    },
  },
  {
    title: 'a clock that is wrong by years: the sample is taken, and told apart by its own time',
    run: async ({ store, clock }) => {
      const later = unixMs(Date.UTC(2041, 0, 1));
      await store.samples.append([sample(), sample({ at: later })]);
      expect((await store.samples.recent('shop', 5)).map((kept) => kept.at)).toEqual([later, at(0)]);
      clock.jumpWallClock(later - start);
      await store.samples.append([sample({ at: unixMs(later + minute) })]);
      expect(await store.samples.raw('shop', later, unixMs(later + day))).toHaveLength(2);
    },
  },
];
