import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { gatePlans } from '../../src/cli/gate/compose.ts';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { passThrough } from '../../src/deploy/gate.ts';
import { impliedManifest } from '../../src/manifest/implied.ts';
import type { GateResult } from '../../src/model/deploy.ts';
import { profileByName } from '../../src/profiles/load.ts';
import { startPackageRegistry, type RegistryPlan } from './servers/package-registry.ts';
import { missingPrograms } from './servers/server-process.ts';

const missing = missingPrograms('npm').length > 0 ? 'npm is not installed' : null;
const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A product that needs `leaky`, which brings `deep` along; `tested-with` is for its tests only. */
function product(registry: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-gate-'));
  folders.push(folder);
  const write = (name: string, value: unknown): void =>
    writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
  const own = { name: 'kiln', version: '1.0.0', dependencies: { leaky: '^1.0.0' } };
  const devDependencies = { 'tested-with': '^3.0.0' };
  write('package.json', { ...own, devDependencies });
  write('package-lock.json', {
    ...own,
    lockfileVersion: 3,
    packages: {
      '': { ...own, devDependencies },
      'node_modules/leaky': { version: '1.0.0', dependencies: { deep: '^2.0.0' } },
      'node_modules/deep': { version: '2.0.0' },
      'node_modules/tested-with': { version: '3.0.0', dev: true },
    },
  });
  write('.npmrc', `registry=${registry}\nfetch-retries=0\naudit=true\nupdate-notifier=false\n`);
  return folder;
}

const packages = { leaky: ['1.0.0', '1.2.0'], deep: ['2.0.0'], 'tested-with': ['3.0.0'] };

async function audited(
  plan: Partial<RegistryPlan> | 'nobody listens',
  signal = new AbortController().signal,
): Promise<GateResult['steps'][number] & { readonly asked: unknown }> {
  await using registry = await startPackageRegistry({
    packages,
    advisories: {},
    ...(plan === 'nobody listens' ? {} : plan),
  });
  const folder = product(plan === 'nobody listens' ? 'http://127.0.0.1:9/' : registry.url);
  await using real = await openRealOutside({});
  // Neither settings nor the cache of the npm that runs these tests are the product's.
  const own: Readonly<Record<string, string | undefined>> = { PATH: real.env.get('PATH'), HOME: folder };
  const env = { get: (name: string) => own[name], names: () => Object.keys(own) };
  const plans = gatePlans({ environment: null, report: null, isAfter: false });
  const manifest = impliedManifest('kiln.example');
  const result = await passThrough(
    plans.filter(({ id }) => id === 'dependencies'),
    { manifest, profile: profileByName('waitlist'), folder, environment: 'production', skip: [] },
    { outside: { ...real, env }, signal },
  );
  const [step] = result.steps;
  if (step === undefined) throw new Error('no step');
  return { ...step, asked: registry.asked() };
}

// DEP-3: the gate's audit of dependencies, by the real npm against a registry on this machine.
describe.skipIf(missing !== null)(
  `npm audit in the gate${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    it('holes close the gate, the critical one two levels down as well; only what is shipped is asked about', async () => {
      const step = await audited({
        advisories: {
          leaky: [{ title: 'Template injection', severity: 'high', vulnerable: '<1.2.0' }],
          deep: [{ title: 'Runs what it is sent', severity: 'critical', vulnerable: '<=2.0.0' }],
          'tested-with': [{ title: 'Only in tests', severity: 'critical', vulnerable: '<9' }],
        },
      });
      expect(step).toMatchObject({ status: 'fail', asked: { leaky: ['1.0.0'], deep: ['2.0.0'] } });
      expect(step.found).toMatch(/^2 known holes to close/);
      expect(step.problems.map(({ text, severity }) => [text, severity]).toSorted()).toEqual([
        ['deep: Runs what it is sent', 'blocker'],
        ['leaky: Template injection', 'high'],
      ]);
    });

    it('a lesser one is told and lets it pass; an advisory for other versions is none', async () => {
      const step = await audited({
        advisories: {
          deep: [{ title: 'Slow on long input', severity: 'moderate', vulnerable: '<=2.0.0' }],
          leaky: [{ title: 'Long gone', severity: 'critical', vulnerable: '<0.9.0' }],
        },
      });
      expect(step).toMatchObject({ status: 'pass', found: 'npm: 1 lesser one known' });
      expect(step.problems).toHaveLength(1);
    });

    it('none known', async () => {
      expect(await audited({})).toMatchObject({ status: 'pass', found: 'npm: none is known', problems: [] });
    });

    it.each(['knows none of it', 'answers a page'] as const)(
      'a registry that %s about advisories: unknown, not passed',
      async (trouble) => {
        expect(await audited({ trouble })).toMatchObject({
          status: 'unknown',
          found: 'npm audit gave no report (it ended with 1)',
        });
      },
    );

    it('no registry at all: unknown, not passed', async () => {
      expect(await audited('nobody listens')).toMatchObject({ status: 'unknown' });
    });
  },
);
