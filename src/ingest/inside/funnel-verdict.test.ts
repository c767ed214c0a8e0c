import { describe, expect, test } from 'vitest';
import type { FunnelStepId } from '../../model/funnel.ts';
import type { FunnelOutcome } from './funnel-event.ts';
import { funnelTroubles, poissonAtMost, type FunnelPoint, type FunnelSeen } from './funnel-verdict.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = Date.UTC(2026, 10, 22, 12, 30);
const steps = [
  { id: 'visit', noun: 'visit', plural: 'visits' },
  { id: 'signup', noun: 'signup', plural: 'signups' },
  { id: 'purchase', noun: 'order', plural: 'orders' },
] as const;
const point = (
  step: FunnelStepId,
  fromMs: number,
  count: number,
  outcome: FunnelOutcome = 'done',
): FunnelPoint => ({
  step,
  outcome,
  fromMs,
  count,
});

interface Day {
  readonly visits?: number;
  readonly orders?: number;
  /** Minutes ago it began. */
  readonly since?: number;
  readonly extra?: readonly FunnelPoint[];
  readonly outageSinceMs?: number | null;
}
/** Eight days of 600 visits, 60 signups and 30 orders an hour; the last minutes as told. */
function seen({
  visits = 10,
  orders = 0.5,
  since = 30,
  extra = [],
  outageSinceMs = null,
}: Day = {}): FunnelSeen {
  const hours = Array.from({ length: 8 * 24 }, (_, ago) => now - minute * 30 - (ago + 1) * hour).flatMap(
    (from) => [point('visit', from, 600), point('signup', from, 60), point('purchase', from, 30)],
  );
  const minutes = Array.from({ length: 180 }, (_, ago) => ({ from: now - ago * minute, ago })).flatMap(
    ({ from, ago }) => [
      point('visit', from, ago < since ? visits : 10),
      point('signup', from, ago < since ? visits / 10 : 1),
      point('purchase', from, ago < since ? orders * (ago % 2) * 2 : ago % 2),
    ],
  );
  return { nowMs: now, steps, hours, minutes: [...minutes, ...extra], outageSinceMs };
}

describe('MON-5: the funnel', () => {
  test('a healthy day is silent', () => {
    expect(funnelTroubles(seen())).toEqual([]);
  });

  test('failed signups: how many and since when, to the minute', () => {
    const extra = [2, 5, 9].map((ago) => point('signup', now - ago * minute, 5, 'failed'));
    expect(funnelTroubles(seen({ extra }))).toEqual([
      {
        step: 'signup',
        cause: 'product',
        lost: 15,
        sinceMs: now - 9 * minute,
        sentence: 'About 15 signups failed since 12:21 UTC',
      },
    ]);
    const [outside] = funnelTroubles(seen({ extra, outageSinceMs: now - 10 * minute }));
    expect(outside?.cause).toBe('infrastructure');
  });

  test('two failures an hour ago and one now are chance', () => {
    const extra = [point('signup', now - 70 * minute, 2, 'failed'), point('signup', now, 1, 'failed')];
    expect(funnelTroubles(seen({ extra }))).toEqual([]);
  });

  test('orders stop while visitors come as always: the product, without an error', () => {
    const [trouble, ...others] = funnelTroubles(seen({ orders: 0, since: 30 }));
    expect(others).toEqual([]);
    expect(trouble).toMatchObject({ step: 'purchase', cause: 'product' });
    expect(trouble?.sentence).toMatch(
      /^About 1[456] orders are missing since 12:0\d UTC without an error: as many visitors, fewer orders$/,
    );
  });

  test('visitors stay away: traffic, and nothing else is blamed', () => {
    expect(funnelTroubles(seen({ visits: 2, orders: 0.1 }))).toMatchObject([
      {
        step: 'visit',
        cause: 'traffic',
        sentence: expect.stringContaining('fewer than usual since 12:01 UTC: 60 instead of 300'),
      },
    ]);
  });

  test('too little is known: nothing is said', () => {
    expect(funnelTroubles({ ...seen({ orders: 0 }), hours: [] })).toEqual([]);
  });

  test.each([
    [0, 3, 0.0498],
    [2, 3, 0.4232],
    [900, 1000, 0.0008],
  ])('P(X <= %i | %i) is %f', (k, mean, chance) => {
    expect(poissonAtMost(k, mean)).toBeCloseTo(chance, 3);
  });
});
