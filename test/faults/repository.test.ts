import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { loadChecks, loadCollectors } from '../../src/cli/audit/plugins.ts';
import { manifestOf, profileFor } from '../../src/cli/audit/subject.ts';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { collectFacts } from '../../src/engine/collect.ts';
import { makeReport } from '../../src/engine/report.ts';
import { target } from '../../src/model/target.ts';

/** Faults that lie in a repository, not in the demo internet: the same rule, each causes exactly its findings. */
interface RepositoryFault {
  /** Path to text; null: the file is not there. */
  readonly files: Readonly<Record<string, string | null>>;
  /** Committed before, and gone from the files. */
  readonly once?: Readonly<Record<string, string>>;
  readonly expects: readonly string[];
}

const key = `sk_live_${'Zb7Qx2Lm9VtR4wKpY6sNcE8h'}`;
const production = {
  DATABASE_URL: 'postgres://shop:Zk39xQ2mmN7w@db.kiln.dev:5432/shop',
  STRIPE_SECRET_KEY: key,
  SESSION_SECRET: 'p9Xw2LqTzR7vK4mNc8Yd',
  PORT: '8080',
};
const env = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
const code = `export const settings = {
  database: process.env.DATABASE_URL!,
  stripe: process.env.STRIPE_SECRET_KEY!,
  session: process.env.SESSION_SECRET!,
  port: Number(process.env.PORT),
};
`;
const healthy: Readonly<Record<string, string>> = {
  '.gitignore': '.env\n.env.*\n',
  'package.json': '{"name":"kiln","private":true,"dependencies":{}}',
  'src/settings.ts': code,
  'migrations/0001_init.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY);\n',
  'migrations/0002_note.sql': "SET lock_timeout = '5s';\nALTER TABLE orders ADD COLUMN note text;\n",
  '.env.production': env(production),
  '.env': env({
    ...production,
    DATABASE_URL: 'postgres://localhost/shop',
    SESSION_SECRET: 'dev',
    STRIPE_SECRET_KEY: '',
  }),
};
const { SESSION_SECRET: _session, ...withoutSession } = production;

const faults: Readonly<Record<string, RepositoryFault>> = {
  'a variable the code needs is not set': {
    files: { '.env.production': env(withoutSession) },
    expects: ['env/missing-in-production blocker'],
  },
  'the key of production is a test key': {
    files: { '.env.production': env({ ...production, STRIPE_SECRET_KEY: key.replace('live', 'test') }) },
    expects: ['env/test-key-in-production high'],
  },
  'production points at this laptop': {
    files: { '.env.production': env({ ...production, DATABASE_URL: 'postgres://localhost:5432/shop' }) },
    expects: ['env/local-address-in-production high'],
  },
  'development and production share a secret': {
    files: {
      '.env': env({ ...production, DATABASE_URL: 'postgres://localhost/shop', STRIPE_SECRET_KEY: '' }),
    },
    expects: ['env/shared-secrets high'],
  },
  'a port that is no number': {
    files: { '.env.production': env({ ...production, PORT: 'eighty' }) },
    expects: ['env/wrong-values medium'],
  },
  'a secret with a prefix for browsers': {
    files: {
      'vite.config.ts': 'export default {};\n',
      'package.json': '{"name":"kiln","private":true,"dependencies":{"vite":"8.0.0"}}',
      'src/page.ts': 'export const key = import.meta.env.VITE_STRIPE_SECRET_KEY;\n',
      '.env.production': env({ ...production, VITE_STRIPE_SECRET_KEY: key.replace('Zb7Q', 'Yc8R') }),
    },
    expects: ['env/secret-in-browser blocker'],
  },
  'the newest migration drops a column': {
    files: { 'migrations/0003_drop.sql': 'ALTER TABLE orders DROP COLUMN note;\n' },
    expects: ['data/migrations-safe high'],
  },
  'a key stands in the code': {
    files: { 'src/pay.ts': `export const key = '${key}';\n` },
    expects: ['secrets/tracked-secrets blocker'],
  },
  'a key stood in the code': {
    files: {},
    once: { 'src/pay.ts': `export const key = '${key}';\n` },
    expects: ['secrets/history-secrets high'],
  },
  'an .env file is committed': {
    files: { 'config/.env.staging': 'LOG_LEVEL=debug\n', '.gitignore': '/.env\n/.env.production\n' },
    // What it lacks for staging is told too.
    expects: ['env/missing-in-production medium', 'secrets/env-file-tracked medium'],
  },
};

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function repository({ files, once = {} }: Pick<RepositoryFault, 'files' | 'once'>): string {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-repository-'));
  folders.push(folder);
  const git = (...args: readonly string[]): void =>
    void execFileSync('git', ['-c', 'user.name=ana', '-c', 'user.email=ana@kiln.dev', ...args], {
      cwd: folder,
    });
  const commit = (all: Readonly<Record<string, string | null>>): void => {
    for (const [path, text] of Object.entries(all)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      if (text !== null) writeFileSync(join(folder, path), text);
    }
    git('add', '-A');
    git('commit', '-qm', 'A change', '--allow-empty');
  };
  git('init', '-q', '-b', 'main');
  commit({ ...healthy, ...once });
  for (const path of Object.keys(once)) rmSync(join(folder, path));
  commit(files);
  return folder;
}

async function findings(folder: string): Promise<readonly string[]> {
  await using outside = await openRealOutside({});
  const themes = /^(?:env|secrets|data)\//;
  const of = <T extends { readonly id: string }>(all: readonly T[]): readonly T[] =>
    all.filter(({ id }) => themes.test(id));
  const manifest = manifestOf(
    `version: 1\nproduct: { name: Kiln, domain: kiln.example }\nprofile: ecommerce\nrepository: { path: ${folder} }\n`,
    'launch.yaml',
  );
  const profile = profileFor(manifest);
  const file = await collectFacts({
    collectors: of(await loadCollectors(outside.files)),
    seeds: [target('repository', folder)],
    manifest,
    profile,
    outside,
    consent: { isActiveAllowed: false },
    timeoutMs: 60_000,
    tool: 'test',
  });
  const checks = of(await loadChecks(outside.files));
  const report = makeReport({ checks, file, profile, now: file.collectedAt, version: 'test' });
  expect(report.unknown).toEqual([]);
  return report.findings.map(({ check, severity }) => `${check} ${severity}`).toSorted();
}

// DEP-1, DEP-2, DEP-4
it('the healthy repository has no finding', { timeout: 60_000 }, async () => {
  expect(await findings(repository({ files: {} }))).toEqual([]);
});

it.each(Object.entries(faults))('%s', { timeout: 60_000 }, async (_title, fault) => {
  expect(await findings(repository(fault))).toEqual(fault.expects);
});
