import { describe, expect, it } from 'vitest';
import { unixMs } from '../../model/brand.ts';
import { countDistinct, distinctOf } from '../../protocols/sketch/distinct.ts';
import { detailOf, grown, turned, type Growth } from './group.ts';

const minute = 60_000;
const growth = (
  at: number,
  changes: Partial<Growth['detail']> & { readonly count?: number } = {},
): Growth => {
  const { count = 1, ...detail } = changes;
  return {
    id: '1-a',
    title: 'TypeError: x',
    culprit: 'cart.ts',
    count,
    first: at,
    last: at,
    detail: {
      project: '1',
      by: 'stack',
      level: 'error',
      isHandled: true,
      users: distinctOf([]),
      routes: [],
      releases: [],
      environments: [{ name: 'production', count, first: at, last: at }],
      ...detail,
    },
  };
};
const release = (name: string, at: number) => [{ name, count: 1, first: at, last: at }];
const after = (at: number, ...given: readonly Growth[]) =>
  given.reduce<ReturnType<typeof grown> | null>((group, each) => grown(group, each, unixMs(at)), null)!;

describe('MON-6: a group of errors through its life', () => {
  it('grows: number, users, first and last, worst level, newest release', () => {
    const group = after(
      9,
      growth(5, { users: distinctOf(['aaaaaaaa']), releases: release('2.0', 5) }),
      growth(3, {
        users: distinctOf(['bbbbbbbb']),
        level: 'fatal',
        isHandled: false,
        releases: release('1.0', 3),
        count: 4,
      }),
    );
    expect(group).toMatchObject({ status: 'new', count: 5, firstSeen: 3, lastSeen: 5, release: '2.0' });
    expect([detailOf(group).level, detailOf(group).isHandled, countDistinct(detailOf(group).users)]).toEqual([
      'fatal',
      false,
      2,
    ]);
    expect(group.terms).toEqual(
      expect.arrayContaining(['env:production', 'release:1.0', 'is:unhandled', 'is:unassigned']),
    );
  });
  it.each([
    ['the same release fails on', release('1.0', 9), 'resolved'],
    ['another release fails', release('1.1', 9), 'regressed'],
    ['nothing says which', [], 'regressed'],
  ] as const)('resolved in 1.0, then %s', (_what, releases, status) => {
    const resolved = turned(
      after(1, growth(1, { releases: release('1.0', 1) })),
      { to: 'resolved' },
      unixMs(5),
    );
    expect(grown(resolved, growth(9, { releases }), unixMs(9)).status).toBe(status);
    expect(grown(resolved, growth(4, { releases }), unixMs(9)).status).toBe('resolved');
  });
  it.each([
    ['for an hour', { until: unixMs(60 * minute), moreEvents: null }, 59, 1, 'ignored'],
    ['for an hour', { until: unixMs(60 * minute), moreEvents: null }, 60, 1, 'open'],
    ['until 3 more', { until: null, moreEvents: 3 }, 1, 2, 'ignored'],
    ['until 3 more', { until: null, moreEvents: 3 }, 1, 3, 'open'],
    ['for good', { until: null, moreEvents: null }, 10_000, 1_000_000, 'ignored'],
  ] as const)(
    'ignored %s (%o): after %i minutes and %i events it is %s',
    (_how, turn, minutes, count, status) => {
      const ignored = turned(after(0, growth(0)), { to: 'ignored', ...turn }, unixMs(0));
      expect(grown(ignored, growth(minutes * minute, { count }), unixMs(minutes * minute)).status).toBe(
        status,
      );
    },
  );
  it('assigned: somebody is on it, and it is no longer new', () => {
    const group = turned(after(0, growth(0)), { to: 'assigned', assignee: 'Ann' }, unixMs(1));
    expect([group.status, group.assignee, group.terms?.includes('assigned:Ann')]).toEqual([
      'open',
      'Ann',
      true,
    ]);
  });
  it('lists are bounded; a release just gone out stays whatever its number', () => {
    const many = Array.from({ length: 60 }, (_, at) =>
      growth(at, { releases: release(`1.${at}`, at), count: 100 - at }),
    );
    const group = after(99, ...many);
    expect(detailOf(group).releases).toHaveLength(20);
    expect(group.release).toBe('1.59');
  });
});
