import { describe, expect, it, test } from 'vitest';
import { parseManifest } from '../manifest/parse.ts';
import type { DeployReport, GateResult, RollbackRule } from '../model/deploy.ts';
import { fakeOutside } from '../outside/fake/outside.ts';
import { profileByName } from '../profiles/load.ts';
import { usualSettings, type DeployParts } from './parts.ts';
import { beginDeploy, newDeployId } from './session.ts';

/** DEP-5, MON-9: what becomes of a release, against a product made of tables. */
interface Story {
  readonly deploy?: string;
  readonly gate?: GateResult['verdict'];
  /** Runs in place of the commands; sets which release answers. */
  readonly release?: () => number;
  readonly rollback?: () => number;
  /** Status of the page and of the shop's journey, by release. */
  readonly page?: (release: string, asked: number) => number;
  readonly watchMs?: number;
}

/** Two failed journeys, or a tenth of 50 requests. */
const rule: RollbackRule = (before, after) => {
  const isBad =
    (after.failedJourneys >= 2 && before.failedJourneys === 0) ||
    (after.requests >= 50 && after.errors / after.requests > 0.1 && before.errors === 0);
  return {
    decision: isBad ? 'roll back' : 'keep',
    because: `${after.errors} of ${after.requests} requests and ${after.failedJourneys} journeys fail`,
  };
};

const usualDeploy = '{ command: release, rollback: back, migrate: migrate, versionUrl: /version, jobs: [] }';

async function told(
  story: Story,
): Promise<{ readonly report: DeployReport; readonly commands: readonly string[] }> {
  const world = { release: 'a', asked: 0 };
  const { manifest, problems } = parseManifest(
    `version: 1
product: { name: Shop, domain: shop.example }
profile: ecommerce
deploy: ${story.deploy ?? usualDeploy}
journeys: [{ id: home, steps: [{ open: /shop }] }]
`,
    'launch.yaml',
  );
  if (manifest === null) throw new Error(problems.map(({ text }) => text).join('\n'));
  const commands: string[] = [];
  const command = (name: string, run: () => number) => () => {
    commands.push(name);
    return { exitCode: run(), stdout: `${name} ran` };
  };
  const set = (release: string) => () => {
    world.release = release;
    return 0;
  };
  const page = () => ({ status: story.page?.(world.release, ++world.asked) ?? 200, body: 'hello' });
  const outside = fakeOutside({
    http: {
      'https://shop.example/version': () => JSON.stringify({ version: world.release }),
      'https://shop.example/': page,
      'https://shop.example/shop': page,
      'https://shop.example/job': () => ({ status: world.release === 'a' ? 200 : 503 }),
    },
    processes: {
      '/bin/sh -c release': command('release', story.release ?? set('b')),
      '/bin/sh -c back': command('back', story.rollback ?? set('a')),
      '/bin/sh -c migrate': command('migrate', () => 0),
    },
  });
  const signal = new AbortController().signal;
  const parts: DeployParts = {
    outside,
    manifest,
    profile: profileByName('ecommerce'),
    folder: '/shop',
    stateFolder: '/state',
    journeys: {
      outside,
      manifest,
      folder: '/shop',
      mail: null,
      baseUrl: null,
      artifactsFolder: null,
      traceparent: null,
    },
    gate: story.gate === undefined ? null : async () => gateOf(story.gate ?? 'pass'),
    rule,
    witnesses: [],
    watcher: null,
    settings: { ...usualSettings, watchMs: story.watchMs ?? 0 },
    signal,
    log: () => {},
  };
  const report = await beginDeploy(parts, {
    id: newDeployId(outside),
    kind: 'deploy',
    environment: 'production',
    version: 'b',
    previousVersion: 'a',
  });
  return { report, commands };
}

const gateOf = (verdict: GateResult['verdict']): GateResult => ({
  schema: 'launch-ready/gate@1',
  verdict,
  headline: verdict === 'pass' ? 'Gate open' : 'Gate closed: 2 variables are missing',
  environment: 'production',
  commit: null,
  branch: null,
  startedAt: 0 as GateResult['startedAt'],
  tookMs: 0,
  steps: [],
});
const all = ['migrate', 'release'];

describe('a release', () => {
  test.each<[string, Story, DeployReport['verdict'], RegExp, readonly string[]]>([
    ['that is good stays', { gate: 'pass' }, 'released', /^b is out and stays/, all],
    [
      'is not begun behind a closed gate',
      { gate: 'fail' },
      'refused',
      /^Gate closed: .*; nothing was touched$/,
      [],
    ],
    ['nor behind one that could not look', { gate: 'could not look' }, 'refused', /nothing was touched$/, []],
    [
      'whose command fails is taken back',
      { release: () => 3 },
      'rolled back',
      /^The release command ended with 3 .*; taken back in .*, its journeys go through$/,
      [...all, 'back'],
    ],
    [
      'that is never seen is taken back',
      { release: () => 0 },
      'rolled back',
      /^After 120\.\d s and \d+ looks b was not seen: .* says a; taken back/,
      [...all, 'back'],
    ],
    [
      'that breaks a journey twice is taken back',
      { page: (release) => (release === 'b' ? 500 : 200) },
      'rolled back',
      /2 journeys fail; taken back/,
      [...all, 'back'],
    ],
    ['that hiccups once stays', { page: once(500) }, 'released', /out and stays/, all],
    ['is not blamed for what was broken before', { page: () => 500 }, 'released', /out and stays/, all],
    [
      'that breaks a job is taken back',
      {
        deploy:
          '{ command: release, rollback: back, migrate: migrate, versionUrl: /version, jobs: [{ id: mail, kind: queue, check: /job }] }',
      },
      'rolled back',
      /^0 of 1 work before and after; mail broke; taken back/,
      [...all, 'back'],
    ],
    [
      'that breaks while it is watched is taken back at once',
      {
        page: (release, asked) => (release === 'b' && asked > 90 && asked % 2 === 0 ? 500 : 200),
        watchMs: 600_000,
      },
      'rolled back',
      /^After \d+ s: \d+ of \d+ requests and/,
      [...all, 'back'],
    ],
    [
      'that fails without a way back says so',
      { deploy: '{ command: release, versionUrl: /version }', release: () => 1 },
      'failed',
      /production stays on it, because deploy\.rollback is not declared$/,
      ['release'],
    ],
    [
      'whose way back fails cries out',
      { release: () => 1, rollback: () => 2 },
      'rollback failed',
      /; the rollback command ended with 2/,
      [...all, 'back'],
    ],
    [
      'that stays although it was taken back cries out',
      { page: (release) => (release === 'b' ? 500 : 200), rollback: () => 0 },
      'rollback failed',
      /; after 120\.\d s and \d+ looks a was not seen/,
      [...all, 'back'],
    ],
  ])('%s', async (_what, story, verdict, headline, commands) => {
    const done = await told(story);
    expect(done.report.headline).toMatch(headline);
    expect(done.report.verdict).toBe(verdict);
    expect(done.commands).toEqual(commands);
  });

  it('whose version nobody can tell is not called proven', async () => {
    const { report } = await told({ deploy: '{ command: release, rollback: back }' });
    expect(report.headline).toBe(
      'b is out and stays; not proven: new release visible, what was written before',
    );
  });
});

/** The first request to the new release fails, no other. */
function once(status: number): (release: string) => number {
  let isFirst = true;
  return (release) => {
    if (release !== 'b' || !isFirst) return 200;
    isFirst = false;
    return status;
  };
}
