import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { manifestOf, profileFor } from '../../src/cli/audit/subject.ts';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { httpMailbox } from '../../src/journeys/mailboxes/http-mailbox.ts';
import { journeysFor } from '../../src/journeys/templates/for-profile.ts';
import { walkAll } from '../../src/journeys/walk-all.ts';
import type { JourneyRun } from '../../src/model/journey-run.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import type { Outside } from '../../src/model/outside.ts';
import type { WorldPlan } from '../../src/world/plan.ts';
import { storyNames, type StoryName } from '../../src/world/story.ts';
import { createWorld, type World } from '../../src/world/world.ts';

/** DEP-9: journeys of the demo shop, over real TLS, HTTP and SMTP on loopback. */
interface Shop extends AsyncDisposable {
  readonly world: World;
  readonly manifest: Manifest;
  readonly walk: (manifest?: Manifest, ...ids: readonly string[]) => Promise<readonly JourneyRun[]>;
}

async function openShop(story: StoryName, change?: (plan: WorldPlan) => WorldPlan): Promise<Shop> {
  const world = await createWorld({ story, ...(change === undefined ? {} : { change }) });
  const { rootHints, caPem, maps } = world;
  const outside = await openRealOutside({ hintsText: rootHints, extraCaPem: [caPem], maps });
  const beside = await openRealOutside({ isPrivateNetworkAllowed: true });
  const env: Outside['env'] = {
    get: (name) => (name === 'PAYMENT_WEBHOOK_SECRET' ? world.webhookSecret : undefined),
    names: () => ['PAYMENT_WEBHOOK_SECRET'],
  };
  const own = manifestOf(world.manifestText, 'launch.yaml');
  return {
    world,
    manifest: own,
    walk: async (manifest = own, ...ids) =>
      walkAll(
        manifest.journeys.filter(({ id }) => ids.length === 0 || ids.includes(id)),
        manifest.journeys,
        {
          parts: {
            outside: { ...outside, env },
            manifest,
            folder: '.',
            mail: httpMailbox(world.adminUrl, beside),
            baseUrl: null,
            artifactsFolder: null,
            traceparent: null,
          },
          options: { signal: new AbortController().signal, atOnce: 3 },
        },
      ),
    [Symbol.asyncDispose]: async () => {
      await outside[Symbol.asyncDispose]();
      await beside[Symbol.asyncDispose]();
      await world.close();
    },
  };
}

const summary = (runs: readonly JourneyRun[]): readonly string[] =>
  runs.map(({ journey, outcome, failedStep, message }) =>
    outcome === 'good' ? `${journey} good` : `${journey} ${outcome}: ${failedStep ?? ''}: ${message}`,
  );

describe.each(storyNames)('the %s story', { timeout: 60_000 }, (story) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop(story);
  });
  afterAll(async () => shop[Symbol.asyncDispose]());

  it('every journey of its launch.yaml goes through', async () => {
    const runs = await shop.walk();
    expect(runs.length).toBeGreaterThan(0);
    expect(summary(runs)).toEqual(shop.manifest.journeys.map(({ id }) => `${id} good`));
  });

  it('so does every ready template of its profile, with the paths of its launch.yaml', async () => {
    const documents = journeysFor(profileFor(shop.manifest), shop.manifest);
    const text = stringify({
      version: 1,
      product: { name: 'Harbor Market', domain: shop.world.domain },
      profile: shop.manifest.profile,
      hosts: shop.manifest.hosts.map(({ name, role }) => ({ name, role })),
      mail: { inboxes: [{ id: 'seed', kind: 'sink', address: 'launch@seedpost.net' }] },
      journeys: documents,
    });
    const runs = await shop.walk(manifestOf(text, 'launch.yaml'));
    expect(runs.length).toBeGreaterThan(0);
    expect(summary(runs)).toEqual(documents.map(({ id }) => `${id} good`));
  });
});

describe('a broken shop', () => {
  const host = (plan: WorldPlan, name: string, change: object): WorldPlan => ({
    ...plan,
    hosts: Object.fromEntries(
      Object.entries(plan.hosts).map(([key, value]) => [key, key === name ? { ...value, ...change } : value]),
    ),
  });
  const breaks: readonly (readonly [
    what: string,
    story: StoryName,
    change: (plan: WorldPlan) => WorldPlan,
    failures: readonly string[],
  ])[] = [
    [
      'no verification mail is sent: what waits for it fails, and says for what',
      'booking',
      (plan) => ({ ...plan, mailSender: { ...plan.mailSender, dropped: ['verification'] } }),
      ['signup mail-late mail Confirm', 'login mail-late mail Confirm'],
    ],
    [
      'links in mails lead to a host that is not there',
      'community',
      (plan) => ({
        ...plan,
        mailSender: { ...plan.mailSender, linkOrigin: 'https://old.harbormarket.shop' },
      }),
      ['signup dns', 'login dns', 'invite-acceptance dns'],
    ],
    [
      'the checkout host answers 503',
      'ecommerce',
      (plan) => host(plan, 'checkout.harbormarket.shop', { outage: 503 }),
      ['checkout http-503 open https://checkout.harbormarket.shop/orders/${order}?key=${key}'],
    ],
    [
      'the price is gone from the page',
      'ecommerce',
      (plan) => host(plan, 'harbormarket.shop', { rewrites: [{ find: '89.00 EUR', replace: 'sold' }] }),
      ['listings text-missing open /listings/tide-lamp', 'checkout text-missing open /cart'],
    ],
  ];

  it.each(breaks)('%s', { timeout: 60_000 }, async (_what, story, change, failures) => {
    await using shop = await openShop(story, change);
    const soon: Manifest = {
      ...shop.manifest,
      journeys: shop.manifest.journeys.map((journey) => ({
        ...journey,
        steps: journey.steps.map((step) => (step.kind === 'mail' ? { ...step, withinMs: 5_000 } : step)),
      })),
    };
    const failed = (await shop.walk(soon)).filter(({ outcome }) => outcome === 'failed');
    expect(
      failed.map(({ journey, code, failedStep }) =>
        code === 'name-not-found' || code === 'dns-failure'
          ? `${journey} dns`
          : `${journey} ${code} ${failedStep}`,
      ),
    ).toEqual(failures);
    // What follows a failed step is not walked, and nothing else fails.
    expect(failed.flatMap(({ steps }) => steps.filter(({ outcome }) => outcome === 'failed'))).toHaveLength(
      failures.length,
    );
  });
});
