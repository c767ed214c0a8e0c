import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { gatePlans } from '../../src/cli/gate/compose.ts';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { passThrough } from '../../src/deploy/gate.ts';
import { impliedManifest } from '../../src/manifest/implied.ts';
import type { GateResult } from '../../src/model/deploy.ts';
import { createProcesses } from '../../src/outside/real/processes.ts';
import { profileByName } from '../../src/profiles/load.ts';
import { opensslAuthority, type IssuedCertificate, type OpensslAuthority } from './certificates.ts';
import { packageTools, type PackageTool } from './package-tools.ts';
import { startPackageRegistry, type RegistryPlan } from './servers/package-registry.ts';

const folders: string[] = [];
let authority: OpensslAuthority;
let certificate: IssuedCertificate;
beforeAll(() => {
  authority = opensslAuthority('http://issuers.example/');
  certificate = authority.issue({ names: ['*.yarnpkg.com'], from: -1, until: 30 });
});
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));
afterAll(() => authority[Symbol.dispose]());

const packages = { leaky: ['1.0.0', '1.2.0'], deep: ['2.0.0'], 'tested-with': ['3.0.0'] };

interface Audited {
  readonly steps: Readonly<Record<string, GateResult['steps'][number]>>;
  readonly asked: unknown;
}

async function gate(tool: PackageTool, plan: Partial<RegistryPlan> | 'nobody listens'): Promise<Audited> {
  const isClassic = tool.name === 'yarn, classic';
  await using registry = await startPackageRegistry(
    { packages, advisories: {}, ...(plan === 'nobody listens' ? {} : plan) },
    isClassic ? certificate : undefined,
  );
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-gate-'));
  folders.push(folder);
  const isSilent = plan === 'nobody listens';
  const files = tool.files(isSilent ? 'http://127.0.0.1:9/' : registry.url);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'ca.pem'), `${authority.intermediatePem}\n${authority.rootPem}`);
  tool.install(join(folder, 'bin'));
  await using real = await openRealOutside({});
  // Neither settings nor the cache of the npm that runs these tests are the product's.
  const own: Readonly<Record<string, string | undefined>> = {
    PATH: `${join(folder, 'bin')}${delimiter}${real.env.get('PATH') ?? ''}`,
    HOME: folder,
    ...(isClassic
      ? {
          HTTPS_PROXY: isSilent ? 'http://127.0.0.1:9' : registry.proxyUrl,
          NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
        }
      : {}),
  };
  const env = { get: (name: string) => own[name], names: () => Object.keys(own) };
  const processes = createProcesses(real.clock, env);
  const plans = gatePlans({ environment: null, report: null, isAfter: false });
  const result = await passThrough(
    plans.filter(({ id }) => id === 'dependencies' || id === 'lockfile'),
    {
      manifest: impliedManifest('kiln.example'),
      profile: profileByName('waitlist'),
      folder,
      environment: 'production',
      skip: [],
    },
    { outside: { ...real, env, processes }, signal: new AbortController().signal },
  );
  await processes.close();
  return { steps: Object.fromEntries(result.steps.map((step) => [step.id, step])), asked: registry.asked() };
}

// DEP-3: the gate's audit of dependencies, by the real package tools against a registry on this machine.
for (const tool of packageTools)
  describe.skipIf(tool.missing !== null)(
    `${tool.name} in the gate${tool.missing === null ? '' : ` (skipped: ${tool.missing})`}`,
    () => {
      it('holes close the gate, the critical one two levels down as well; only what is shipped is asked about', async () => {
        const { steps, asked } = await gate(tool, {
          advisories: {
            leaky: [{ title: 'Template injection', severity: 'high', vulnerable: '<1.2.0' }],
            deep: [{ title: 'Runs what it is sent', severity: 'critical', vulnerable: '<=2.0.0' }],
            'tested-with': [{ title: 'Only in tests', severity: 'critical', vulnerable: '<9' }],
          },
        });
        expect(steps['lockfile']).toMatchObject({ status: 'pass' });
        const step = steps['dependencies'];
        expect(step).toMatchObject({ status: 'fail' });
        expect(asked).toMatchObject({ leaky: ['1.0.0'], deep: ['2.0.0'] });
        expect(step?.found).toMatch(/^2 known holes to close/);
        expect(step?.problems.map(({ text, severity }) => [text, severity]).toSorted()).toEqual([
          ['deep: Runs what it is sent', 'blocker'],
          ['leaky: Template injection', 'high'],
        ]);
      });

      it('a lesser one is told and lets it pass', async () => {
        const { steps } = await gate(tool, {
          advisories: {
            deep: [{ title: 'Slow on long input', severity: 'moderate', vulnerable: '<=2.0.0' }],
          },
        });
        const [command] = tool.command.split(' ');
        expect(steps['dependencies']).toMatchObject({
          status: 'pass',
          found: `${command}: 1 lesser one known`,
        });
        expect(steps['dependencies']?.problems).toHaveLength(1);
      });

      if (tool.isThorough)
        it('none known', async () => {
          const { steps } = await gate(tool, {});
          const [command] = tool.command.split(' ');
          expect(steps['dependencies']).toMatchObject({
            status: 'pass',
            found: `${command}: none is known`,
            problems: [],
          });
        });

      const troubles = ['answers a page', 'knows none of it', 'nobody listens'] as const;
      const reasons = {
        'answers a page': /not valid JSON|Invalid JSON/,
        'knows none of it': /404|[Nn]ot [Ff]ound/,
        'nobody listens': /ECONNREFUSED/,
      } as const;
      it.each(troubles.slice(0, tool.isThorough ? 3 : 1))(
        'a registry of which is true: “%s”: unknown, not passed',
        async (trouble) => {
          const plan = trouble === 'nobody listens' ? trouble : { trouble };
          expect((await gate(tool, plan)).steps['dependencies']).toMatchObject({
            status: 'unknown',
            found: expect.stringMatching(
              `^${tool.command} gave no report \\(it ended with \\d+\\): .*${reasons[trouble].source}`,
            ),
          });
        },
      );
    },
  );
