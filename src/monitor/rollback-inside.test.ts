import { describe, expect, test } from 'vitest';
import { insideDecision, type InsideStretch } from './rollback-inside.ts';

const stretch = (changes: Partial<InsideStretch> = {}): InsideStretch => ({
  routes: [{ route: 'POST /orders', requests: 200, errors: 1, p95Ms: 180 }],
  newErrors: [],
  funnel: [{ step: 'purchase', plural: 'orders', visits: 1000, done: 40 }],
  ...changes,
});
const route = (changes: object) => ({ routes: [{ ...stretch().routes[0]!, ...changes }] });

describe('MON-9: what the product says after a deploy', () => {
  test.each([
    ['nothing new', {}, null],
    [
      'a route fails',
      route({ errors: 40 }),
      'POST /orders: 20 % of requests fail, before the deploy 0.5 % did',
    ],
    ['a route is slow', route({ p95Ms: 900 }), 'POST /orders: p95 is 900 ms, before the deploy 180 ms'],
    [
      'a new error floods',
      { newErrors: [{ title: 'TypeError: x', count: 90 }] },
      'A new error since the deploy, 90 times: TypeError: x',
    ],
    [
      'orders stop without an error',
      { funnel: [{ step: 'purchase', plural: 'orders', visits: 900, done: 2 }] },
      '2 orders of 900 visits since the deploy, 40 of 1000 before',
    ],
  ] as const)('%s', (_what, changes, because) => {
    const decision = insideDecision(stretch(), stretch(changes as Partial<InsideStretch>));
    expect(decision).toEqual(because === null ? null : { decision: 'roll back', because });
  });
  test('few requests, few errors and few visits prove nothing', () => {
    const few = stretch({
      ...route({ requests: 10, errors: 9 }),
      newErrors: [{ title: 'x', count: 2 }],
      funnel: [{ step: 'purchase', plural: 'orders', visits: 90, done: 0 }],
    });
    expect(insideDecision(stretch(), few)).toBeNull();
    expect(insideDecision(stretch({ routes: [], funnel: [] }), stretch())).toBeNull();
  });
});
