import { describe, expect, test } from 'vitest';
import type { EventGroup } from '../../model/store.ts';
import { chanceOfSoMany } from './crash-chance.ts';
import { grownRelease, releaseHealth, type ReleaseGrowth } from './release.ts';
import { readVisits } from './visits.ts';

// MON-6: visits without a crash, by release.
const growth = (changes: Partial<ReleaseGrowth>): ReleaseGrowth => ({
  project: '1',
  environment: 'production',
  release: 'shop@1',
  visits: 0,
  crashed: 0,
  people: new Set(),
  crashedPeople: new Set(),
  first: 1_000,
  last: 1_000,
  ...changes,
});
const release = (name: string, visits: number, crashed: number, first = 1_000): EventGroup =>
  grownRelease(null, growth({ release: name, visits, crashed, first }));

describe('what clients tell', () => {
  const attrs = { release: 'shop@1', environment: 'live' };
  test.each([
    ['a visit begins', { sid: 'a', init: true, status: 'ok', attrs }, [1, 0]],
    ['it goes on', { sid: 'a', status: 'ok', errors: 1, attrs }, [0, 0]],
    ['it crashes', { sid: 'a', status: 'crashed', attrs }, [0, 1]],
    ['it begins and crashes at once', { sid: 'a', init: true, status: 'crashed', attrs }, [1, 1]],
    ['it ends abnormally', { sid: 'a', status: 'abnormal', attrs }, [0, 0]],
    [
      'sums of a server: every way to end is a visit',
      { aggregates: [{ exited: 5, errored: 2, abnormal: 1, unhandled: 1, crashed: 1 }], attrs },
      [10, 1],
    ],
    ['sums that are none', { aggregates: [{ exited: -5, crashed: 1.5 }, 7, null], attrs }, [0, 0]],
    ['nothing', 7, [0, 0]],
  ])('%s', (_story, value, expected) => {
    const { visits, crashed } = readVisits(value);
    expect([visits, crashed]).toEqual(expected);
  });
  test('whoever came is told apart, and not known', () => {
    const { people, crashedPeople, once } = readVisits({
      sid: 'a',
      did: 'jane@shop.example',
      status: 'crashed',
      attrs,
    });
    expect([people, crashedPeople, once]).toEqual([
      [expect.stringMatching(/^[\da-f]{8}$/)],
      people,
      { began: null, crashed: 'a crashed' },
    ]);
  });
});

describe('a release beside the one before', () => {
  test.each([
    ['16 of 300 crash where 1 of 400 did', [400, 1], [300, 16], 'worse'],
    ['the other way round', [400, 12], [3_000, 3], 'better'],
    ['3 of 300 against 1 of 400 may be luck', [400, 1], [300, 3], 'alike'],
    [
      '0.30 % against 0.25 % of a million is certain, and no reason to wake anybody',
      [1e6, 2_500],
      [1e6, 3_000],
      'alike',
    ],
    ['4 % against 2 % of a million', [1e6, 20_000], [1e6, 40_000], 'worse'],
    ['a release nobody uses yet', [400, 1], [20, 5], 'too little known'],
    ['one that crashes for everybody', [400, 0], [50, 50], 'worse'],
    ['crashes of visits that began before', [400, 0], [50, 80], 'worse'],
  ] as const)('%s', (_story, [visits, crashed], [laterVisits, laterCrashed], verdict) => {
    const [newest] = releaseHealth([
      release('a', visits, crashed, 1),
      release('b', laterVisits, laterCrashed, 2),
    ]);
    expect([newest?.release, newest?.verdict]).toEqual(['b', verdict]);
  });
  test('the one before is the newest that was used enough, in the same environment and project', () => {
    const staging = grownRelease(
      null,
      growth({ release: 'c', environment: 'staging', visits: 500, first: 3 }),
    );
    const all = [release('a', 500, 1, 1), release('b', 10, 1, 2), staging, release('d', 500, 1, 4)];
    expect(releaseHealth(all).map(({ release: name, against }) => [name, against])).toEqual([
      ['d', 'a'],
      ['c', null],
      ['b', null],
      ['a', null],
    ]);
  });
  test('people who met a crash, out of all who came, however they are put together', () => {
    const one = growth({ visits: 3, people: new Set(['00000001', '00000002', '00000003']) });
    const other = growth({
      visits: 1,
      crashed: 1,
      people: new Set(['00000003']),
      crashedPeople: new Set(['00000003']),
    });
    const [ab] = releaseHealth([grownRelease(grownRelease(null, one), other)]);
    const [ba] = releaseHealth([grownRelease(grownRelease(null, other), one)]);
    expect(ab).toEqual(ba);
    expect(ab).toMatchObject({ visits: 4, crashFreeVisits: 0.75, people: 3, crashFreePeople: 1 - 1 / 3 });
  });
});

describe('the chance', () => {
  test.each([
    [{ visits: 100, crashed: 0 }, { visits: 100, crashed: 0 }, 1],
    [{ visits: 100, crashed: 1 }, { visits: 100, crashed: 0 }, 0.5],
    [{ visits: 100, crashed: 3 }, { visits: 300, crashed: 1 }, 13 / 256],
    [{ visits: 100, crashed: 10 }, { visits: 100, crashed: 0 }, 1 / 1_024],
  ])('%o beside %o', (one, other, chance) => {
    expect(chanceOfSoMany(one, other)).toBeCloseTo(chance, 9);
  });
});
