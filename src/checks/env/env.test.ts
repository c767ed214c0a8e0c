import { expect, it } from 'vitest';
import { sampleInventory, sampleProblem } from '../../facts/env/reading/sample.ts';
import { target } from '../../model/target.ts';
import localAddress from './local-address-in-production.ts';
import missing from './missing-in-production.ts';
import secretInBrowser from './secret-in-browser.ts';
import shared from './shared-secrets.ts';
import testKey from './test-key-in-production.ts';
import wrongValues from './wrong-values.ts';

const context = { target: target('repository', '.'), manifest: {}, profile: {}, now: 0 } as never;
const unread = sampleInventory({
  environments: [
    { name: 'production', kind: 'production', sources: ['vercel'], gap: 'VERCEL_TOKEN is not set' },
  ],
});

// DEP-2
it.each([
  ['missing', missing, 'missing', 'blocker'],
  ['a test key', testKey, 'test-key', 'high'],
  ['a local address', localAddress, 'local-address', 'high'],
  ['a shared secret', shared, 'same-as-development', 'high'],
  ['a value of another type', wrongValues, 'wrong-type', 'medium'],
] as const)('%s: fails, passes, stays open, does not apply', (_story, check, kind, severity) => {
  const bad = sampleInventory({ problems: [sampleProblem(kind, { severity })] });
  expect(check.judge({ inventory: bad }, context)).toMatchObject({
    outcome: 'fail',
    severity,
    found: `1 variable: STRIPE_SECRET_KEY in production: ${kind}`,
  });
  expect(check.judge({ inventory: sampleInventory() }, context)).toMatchObject({ outcome: 'pass' });
  expect(check.judge({ inventory: unread }, context)).toMatchObject({
    outcome: 'unknown',
    missing: 'production could not be read: VERCEL_TOKEN is not set',
  });
  expect(check.judge({ inventory: sampleInventory({ environments: [] }) }, context)).toMatchObject({
    outcome: 'notApplicable',
  });
  expect(check.judge({ inventory: sampleInventory({ variables: 0 }) }, context)).toMatchObject({
    outcome: 'notApplicable',
  });
});

it('a secret under a public prefix is told without knowing any environment', () => {
  const bad = sampleInventory({
    environments: [],
    problems: [sampleProblem('public-name', { environment: null })],
  });
  expect(secretInBrowser.judge({ inventory: bad }, context)).toMatchObject({ outcome: 'fail' });
  expect(secretInBrowser.judge({ inventory: sampleInventory({ environments: [] }) }, context)).toMatchObject({
    outcome: 'pass',
  });
});
