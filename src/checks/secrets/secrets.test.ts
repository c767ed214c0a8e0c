import { expect, it } from 'vitest';
import { sampleContext } from '../../facts/redirects/reading/sample.ts';
import { sampleRepository, sampleSecret } from '../../facts/secrets/reading/sample.ts';
import envFileTracked from './env-file-tracked.ts';
import historySecrets from './history-secrets.ts';
import trackedSecrets from './tracked-secrets.ts';

const context = sampleContext();
const inEnv = sampleSecret({ path: '.env' });
const env = [{ path: '.env', names: ['A', 'B'] }];

it.each([
  ['nothing found', sampleRepository(), { outcome: 'pass', found: '120 files hold none' }],
  [
    'a live key in a file',
    sampleRepository({ tree: [sampleSecret()] }),
    { outcome: 'fail', severity: 'blocker', found: '1 in files: Stripe live secret key in src/pay.ts:3' },
  ],
  [
    'the worst one decides',
    sampleRepository({
      tree: [sampleSecret({ severity: 'medium', path: 'a' }), sampleSecret({ severity: 'high', path: 'b' })],
    }),
    { outcome: 'fail', severity: 'high', found: '2 in files: Stripe live secret key in b:3' },
  ],
  [
    'a secret in a tracked env file is that check’s',
    sampleRepository({ tree: [inEnv], envFiles: env }),
    { outcome: 'pass' },
  ],
  [
    'a file too large to read leaves it open',
    sampleRepository({ notLookedAt: ['dump.sql was not read: it is too large'] }),
    { outcome: 'unknown', missing: '120 files hold none, but dump.sql was not read: it is too large' },
  ],
  ['an empty folder', sampleRepository({ files: 0 }), { outcome: 'notApplicable' }],
] as const)('tracked secrets, DEP-1: %s', (_story, repository, expected) => {
  expect(trackedSecrets.judge({ repository }, context)).toMatchObject(expected);
});

it.each([
  ['a clean history', sampleRepository(), { outcome: 'pass', found: '900 objects of the history hold none' }],
  [
    'a key of last year',
    sampleRepository({ history: [sampleSecret({ commit: 'a'.repeat(40), day: '2025-03-02' })] }),
    {
      outcome: 'fail',
      severity: 'high',
      found: '1 only in older commits: Stripe live secret key in src/pay.ts since 2025-03-02',
    },
  ],
  [
    'a shallow clone',
    sampleRepository({ historyGap: 'this clone is shallow' }),
    { outcome: 'unknown', missing: '900 objects hold none, but this clone is shallow' },
  ],
  ['no repository', sampleRepository({ isRepository: false }), { outcome: 'notApplicable' }],
] as const)('history secrets, DEP-1: %s', (_story, repository, expected) => {
  expect(historySecrets.judge({ repository }, context)).toMatchObject(expected);
});

it.each([
  ['none tracked', sampleRepository(), { outcome: 'pass', found: 'git tracks no env file with values' }],
  ['harmless values', sampleRepository({ envFiles: env }), { outcome: 'fail', found: '.env set 2 values' }],
  [
    'with a live key',
    sampleRepository({ envFiles: env, tree: [inEnv] }),
    { outcome: 'fail', severity: 'blocker', found: '.env set 2 values, 1 secrets among them' },
  ],
  ['no repository', sampleRepository({ isRepository: false, envFiles: env }), { outcome: 'notApplicable' }],
] as const)('env file tracked, DEP-1: %s', (_story, repository, expected) => {
  expect(envFileTracked.judge({ repository }, context)).toMatchObject(expected);
});
