import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { manifestOf } from '../../src/cli/audit/subject.ts';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { httpMailbox } from '../../src/journeys/mailboxes/http-mailbox.ts';
import { walkJourney } from '../../src/journeys/run.ts';
import type { JourneyRun } from '../../src/model/journey-run.ts';
import type { Outside } from '../../src/model/outside.ts';
import { createWorld, type World } from '../../src/world/world.ts';

/** DEP-9: a person in a real Chromium signs up, reads the mail, follows its link, and is in. */
const probe = await openRealOutside({});
const program = await probe.browser.find();
await probe[Symbol.asyncDispose]();
const suite = program.ok ? describe : describe.skip;
const name = program.ok
  ? 'a journey in Chromium'
  : `a journey in Chromium (skipped: ${program.error.message})`;

suite(name, { timeout: 90_000 }, () => {
  let world: World;
  let outside: Outside & AsyncDisposable;
  let beside: Outside & AsyncDisposable;
  let kept: { readonly path: string } & AsyncDisposable;
  beforeAll(async () => {
    world = await createWorld({ story: 'booking' });
    const { rootHints, caPem, maps } = world;
    outside = await openRealOutside({ hintsText: rootHints, extraCaPem: [caPem], maps });
    beside = await openRealOutside({ isPrivateNetworkAllowed: true });
    kept = await outside.files.temporaryFolder('launch-ready-kept-');
  }, 60_000);
  afterAll(async () => {
    await kept[Symbol.asyncDispose]();
    await outside[Symbol.asyncDispose]();
    await beside[Symbol.asyncDispose]();
    await world.close();
  });

  const walk = async (steps: readonly object[]): Promise<JourneyRun> => {
    const text = stringify({
      version: 1,
      product: { name: 'Harbor Market', domain: world.domain },
      profile: 'booking',
      mail: { inboxes: [{ id: 'seed', kind: 'sink', address: 'launch@seedpost.net' }] },
      journeys: [{ id: 'in-browser', steps }],
    });
    const manifest = manifestOf(text, 'launch.yaml');
    const [journey] = manifest.journeys;
    if (journey === undefined) throw new Error('no journey');
    const parts = {
      outside,
      manifest,
      folder: '.',
      mail: httpMailbox(world.adminUrl, beside),
      baseUrl: null,
      artifactsFolder: kept.path,
      traceparent: null,
    };
    return (await walkJourney(journey, parts, { signal: new AbortController().signal })).run;
  };
  const signUp = [
    { goto: '/signup' },
    {
      fill: {
        'input[name=name]': 'Launch',
        'input[name=email]': '${email}',
        'input[name=password]': 'correct horse battery',
      },
    },
    { click: 'role=button[name="Sign up"]' },
    { expect: 'Check your inbox' },
  ];

  it('goes through: typed, clicked, confirmed by mail, in', async () => {
    const run = await walk([
      { browser: signUp },
      { mail: { to: '${email}', subject: 'Confirm', follow: '/verify' } },
      { browser: [{ expect: { url: '/account', text: 'Hello Launch' } }, { save: { hello: 'main' } }] },
    ]);
    expect(run).toMatchObject({ outcome: 'good', message: '' });
  });

  it('fails with what the page shows, and keeps a picture and a HAR', async () => {
    const run = await walk([
      { open: '/' },
      { browser: [...signUp.slice(0, 3), { expect: 'Welcome, everybody' }], timeout: '8s' },
    ]);
    expect(run).toMatchObject({
      outcome: 'failed',
      code: 'text-missing',
      message: '"Welcome, everybody" is not on the page',
    });
    expect(run.steps[1]?.evidence.join('\n')).toMatch(
      /at https:\/\/harbormarket.shop\/signup[\s\S]*Check your inbox/,
    );
    expect(run.artifacts.map((path) => path.replace(/^.*\/\w+-/, ''))).toEqual([
      'failure.png',
      'in-browser.har',
    ]);
    expect(
      readFileSync(run.artifacts[0] ?? '')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });
});
