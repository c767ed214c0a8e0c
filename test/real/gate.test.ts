import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { gatePlans } from '../../src/cli/gate/compose.ts';
import { gateJunit, gateMarkdown, gateSarif, problemsOf } from '../../src/cli/gate/render.ts';
import { githubAnnotations, gitlabCodeQuality } from '../../src/cli/gate/annotations.ts';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { passThrough } from '../../src/deploy/gate.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import type { GateResult } from '../../src/model/deploy.ts';
import { profileByName } from '../../src/profiles/load.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const good = {
  'package.json': '{"name":"k","dependencies":{}}',
  'package-lock.json': '{"name":"k","lockfileVersion":3,"packages":{"":{"name":"k"}}}',
  'src/a.js': 'console.log(process.env.DATABASE_URL)\n',
  'migrations/1_init.sql': 'create table a (id bigint);\n',
  '.gitignore': '.env.production\n',
  'launch.yaml':
    'version: 1\nproduct: { name: Kiln, domain: kiln.example }\nprofile: waitlist\nrepository: { path: ., branch: main, migrations: migrations }\ndeploy: { build: "npm install --offline && mkdir -p dist && cp src/a.js dist/a.js" }\n',
};

async function gate(
  files: Readonly<Record<string, string>>,
  untracked: Readonly<Record<string, string>> = {},
): Promise<GateResult> {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-gate-'));
  folders.push(folder);
  const write = (all: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(all)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  write(files);
  const git = (...args: readonly string[]): void =>
    void execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@kiln.example', ...args], {
      cwd: folder,
      stdio: 'ignore',
    });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-qm', 'first');
  write(untracked);
  const { manifest } = parseManifest(files['launch.yaml'] ?? '', 'launch.yaml');
  if (manifest === null) throw new Error('no manifest');
  await using outside = await openRealOutside({});
  const options = {
    manifest,
    profile: profileByName('waitlist'),
    folder,
    environment: 'production',
    skip: ['dependencies'],
  };
  return passThrough(gatePlans({ environment: null, report: null, isAfter: false }), options, {
    outside,
    signal: new AbortController().signal,
  });
}
const production = { '.env.production': 'DATABASE_URL=postgres://shop:Zk39xQ2mmN7w@db.kiln.dev/x\n' };
const statuses = ({ steps }: GateResult): Readonly<Record<string, string>> =>
  Object.fromEntries(steps.map(({ id, status }) => [id, status]));
const allGood = {
  env: 'pass',
  secrets: 'pass',
  lockfile: 'pass',
  dependencies: 'skipped',
  migrations: 'pass',
  build: 'pass',
  domain: 'skipped',
  budgets: 'skipped',
};

// DEP-3
it('a whole product passes, built from a checkout of its own', async () => {
  const result = await gate(good, production);
  expect(statuses(result)).toEqual(allGood);
  expect(result).toMatchObject({ verdict: 'pass', headline: 'Gate open: 5 steps passed', branch: 'main' });
  expect(readdirSync(folders[0] ?? '')).not.toContain('dist');
});

it('a file that only this machine has fails the build', async () => {
  const launch = good['launch.yaml'].replace('cp src/a.js', 'cp src/untracked.js');
  const result = await gate({ ...good, 'launch.yaml': launch }, { ...production, 'src/untracked.js': 'x' });
  expect(result.steps.find(({ id }) => id === 'build')).toMatchObject({ status: 'fail' });
});

it('what nobody can tell is unknown, and unknown is not passed', async () => {
  const result = await gate(good);
  expect(statuses(result)).toEqual({ ...allGood, env: 'unknown' });
  expect(result.verdict).toBe('could not look');
});

it('a missing variable, a lock file out of step, a dropped table, a served .env: each at its place', async () => {
  const result = await gate(
    {
      ...good,
      'package.json': '{"name":"k","dependencies":{"left-pad":"1.0.0"}}',
      'migrations/2_drop.sql': '\nDROP TABLE a;\n',
      'launch.yaml': good['launch.yaml']
        .replace('npm install --offline && ', 'true # npm ci\\n')
        .replace('build: "true # npm ci\\n', 'build: "')
        .replace('dist/a.js"', 'dist/a.js && echo A=1 > dist/.env && : npm ci"'),
    },
    { '.env.production': 'OTHER=1\n' },
  );
  expect(statuses(result)).toEqual({
    ...allGood,
    env: 'fail',
    lockfile: 'fail',
    migrations: 'fail',
    build: 'fail',
  });
  expect(problemsOf(result).map(({ rule, path, line }) => `${rule} ${path}:${line}`)).toEqual(
    expect.arrayContaining([
      'gate/env src/a.js:1',
      'gate/lockfile package-lock.json:1',
      'gate/migrations migrations/2_drop.sql:2',
      'gate/build dist/.env:1',
    ]),
  );
  expect(githubAnnotations(problemsOf(result)).split('\n')).toContain(
    '::error file=migrations/2_drop.sql,line=2,title=Migrations safe::a and its data are dropped (ACCESS EXCLUSIVE)',
  );
  expect(JSON.parse(gitlabCodeQuality(problemsOf(result)))).toContainEqual(
    expect.objectContaining({
      check_name: 'gate/env',
      severity: 'blocker',
      location: { path: 'src/a.js', lines: { begin: 1 } },
    }),
  );
  expect(gateJunit(result)).toContain('tests="8" failures="4" errors="0" skipped="3"');
  expect(gateMarkdown(result)).toContain('| Migrations safe | FAIL |');
  expect(JSON.parse(gateSarif(result, '1'))).toMatchObject({ version: '2.1.0' });
});

it('a build that prints a secret and fails: the secret is not in the result', async () => {
  const key = `sk_live_${'4eC39HqLyjWDarjtT1zdp7dc'}`;
  const result = await gate(
    {
      ...good,
      'launch.yaml': good['launch.yaml'].replace(
        /build: ".*"/,
        `build: "echo $(printf 'sk_%s' live_4eC39HqLyjWDarjtT1zdp7dc); : npm ci; exit 3"`,
      ),
    },
    production,
  );
  const build = result.steps.find(({ id }) => id === 'build');
  expect(build).toMatchObject({ status: 'fail', found: expect.stringMatching(/^main ended with 3 after/) });
  expect(JSON.stringify(build)).not.toContain(key);
});
