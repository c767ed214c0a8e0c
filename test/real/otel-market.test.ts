import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ErrorListView } from '../../src/server/contract-errors.ts';
import type { InsideFaultName } from '../../src/world/app/mistake.ts';
import { openDay, type MarketDay } from './market/day.ts';

// MON-5 to MON-9, PERF-3, PERF-5: Harbor Market with the official clients, walked by its own journeys, healthy and broken inside.
let day: MarketDay;
beforeEach(async () => {
  day = await openDay();
}, 60_000);
afterEach(() => day.close(), 60_000);

const some = { look: 3, signup: 1, buy: 4 } as const;
const allGood = ['buy good', 'look good', 'signup good'];

/** Each release of the day brings the one fault; what visitors and those on duty then see. */
const releases: readonly (readonly [InsideFaultName, walks: readonly string[], told: readonly unknown[]])[] =
  [
    [
      'loop of queries',
      allGood,
      ['info: GET /listings asks the database 7 times for SELECT * FROM listings WHERE slug = ? (14 ms)'],
    ],
    ['log leaks', allGood, ['warning: a mail address is logged: account in harbor-market']],
    [
      'slow payment',
      allGood,
      ['warning: POST /orders/:id/pay waits 2.4 s of 2.4 s for api.pennyworthpay.com'],
    ],
    [
      'webhook fails',
      ['buy stops at open ${order}', 'look good', 'signup good'],
      [
        "critical: A payment webhook fails: TypeError: Cannot read properties of undefined (reading 'order')",
        expect.stringMatching(/^critical: Payment webhooks fail: 4 of \d+ at POST \/webhooks\/payments$/),
      ],
    ],
    [
      'order page fails',
      ['buy stops at open ${order}', 'look good', 'signup good'],
      [
        expect.stringMatching(/^warning: About 4 visits failed since \d\d:\d\d UTC$/),
        "warning: New error: TypeError: Cannot read properties of undefined (reading 'map')",
      ],
    ],
  ];

describe('Harbor Market, instrumented with @sentry/node and OpenTelemetry', () => {
  test('a healthy release is silent; each fault of the next ones is told once, by its route and release', async () => {
    const { owner, visit, told } = day;
    expect(await visit({ release: 'market@1', ...some })).toEqual(allGood);
    expect(await told()).toEqual([]);
    for (const [number, [fault, walks, expected]] of releases.entries()) {
      const release = `market@${number + 2}`;
      await owner.send('POST', '/api/deploys', { version: release });
      expect(await visit({ release, fault, ...some })).toEqual(walks);
      const news = await told();
      expect(news.map(({ severity, title }) => `${severity}: ${title}`).toSorted()).toEqual(expected);
      expect(JSON.stringify(news)).not.toContain('@seedpost');
      expect(news.map(({ lastChange }) => lastChange?.split(' by ')[0])).toEqual(
        news.map(() => `deploy ${release}`),
      );
    }
    expect(await told()).toEqual([]);
    const errors: ErrorListView = (await owner.get('/api/errors')).json;
    expect(
      errors.rows.map(({ release, title, count }) => [release, title.split(': ')[0], count]).toSorted(),
    ).toEqual([
      ['market@5', 'TypeError', 4],
      ['market@6', 'TypeError', 4],
    ]);
  }, 60_000);

  test('orders stop and nothing fails: told by the visitors who do not become buyers, from the minute of the deploy', async () => {
    const { owner, visit, told } = day;
    await visit({ release: 'market@1', look: 8, buy: 30, agoMs: 4 * 3_600_000 });
    await owner.send('POST', '/api/deploys', { version: 'market@2' });
    const walks = await visit({ release: 'market@2', fault: 'orders stop', look: 20, buy: 20 });
    expect(walks).toEqual(['buy stops at open /cart', 'look good']);
    expect(await told()).toMatchObject([
      {
        title: expect.stringMatching(
          /^About \d\d purchases are missing since \d\d:\d\d UTC without an error: as many visitors, fewer purchases$/,
        ),
        severity: 'critical',
        lastChange: expect.stringContaining('deploy market@2'),
      },
    ]);
    expect(await told()).toEqual([]);
  }, 60_000);
});
