import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inventoryOf, type EnvVariable } from '../inventory.ts';
import { judgeEnvironments } from '../judge.ts';
import { isSecretName } from '../naming.ts';
import { envUse } from '../use.ts';
import { parseDotenv } from './dotenv.ts';
import { environmentOfFile, kindOf, type Environment } from './environment.ts';
import { valueProblems } from './judge-value.ts';

const variable = (name: string, details: Partial<EnvVariable> = {}): EnvVariable => {
  const [made] = inventoryOf(
    [envUse({ name, path: 'a.ts', line: 1, via: 'process.env', scope: 'app' })],
    [],
  ).variables;
  return { ...(made as EnvVariable), ...details };
};

// DEP-2
it.each([
  ['STRIPE_SECRET_KEY', 'sk_test_51Habcdefghijklmnop', ['test-key']],
  ['API_URL', 'http://localhost:3000', ['local-address']],
  ['API_URL', 'https://abc.ngrok-free.app', ['local-address']],
  ['APP_URL', 'https://example.com/x', ['local-address']],
  ['DATABASE_URL', 'postgres://u:p@db.kiln.dev:5432/x', []],
  ['DATABASE_URL', 'postgres://u:p@127.0.0.1/x', ['local-address']],
  ['KAFKA_BROKERS', 'a.kiln.dev:9092,localhost:9092', ['local-address']],
  ['HOST', '0.0.0.0', []],
  ['PORT', '80a', ['wrong-type']],
  ['PORT', '8080', []],
  ['API_URL', 'api.kiln.dev', ['wrong-type']],
  ['API_KEY', '"quoted"', ['mangled']],
  ['API_KEY', 'abc\n', ['mangled']],
  ['JWT_SECRET', 'changeme', ['placeholder']],
  ['JWT_SECRET', 'your-secret-here', ['placeholder']],
  ['JWT_SECRET', '', ['empty']],
  ['PAYPAL_ENV', 'sandbox', ['test-key']],
  ['PAYPAL_URL', 'https://api-m.sandbox.paypal.com', ['test-key']],
  ['PASSWORD_HINT', 'Zk3!f9x2Qm', []],
] as const)('%s=%s', (name, value, expected) => {
  expect(valueProblems(variable(name), value).map(({ kind }) => kind)).toEqual(expected);
});

it.each([
  'STRIPE_SECRET_KEY',
  'DATABASE_URL',
  'JWT_SECRET',
  'SMTP_PASS',
  'GITHUB_TOKEN',
  'SECRET_KEY_BASE',
  'REDIS_URL',
  'OPENAI_API_KEY',
])('%s is a secret by name', (name) => expect(isSecretName(name)).toBe(true));
it.each([
  'STRIPE_PUBLISHABLE_KEY',
  'TOKEN_TTL_SECONDS',
  'AWS_ACCESS_KEY_ID',
  'GOOGLE_CLIENT_ID',
  'API_URL',
  'SENTRY_DSN',
  'MAX_TOKENS',
  'TURNSTILE_SITE_KEY',
  'KEYCLOAK_URL',
])('%s is none', (name) => expect(isSecretName(name)).toBe(false));

it('a file of variables is read as dotenv reads it', () => {
  const text =
    '\uFEFF# What it is for\nA=1\nexport B = "two\\nlines" # why\nC=\'a # b\'\nD=x # note\nE="1\n2"\n\nF=\nnot a line\nG: y\r\n';
  expect(parseDotenv(text)).toEqual([
    { name: 'A', value: '1', line: 2, comment: 'What it is for' },
    { name: 'B', value: 'two\nlines', line: 3, comment: 'why' },
    { name: 'C', value: 'a # b', line: 4, comment: null },
    { name: 'D', value: 'x', line: 5, comment: 'note' },
    { name: 'E', value: '1\n2', line: 6, comment: null },
    { name: 'F', value: '', line: 9, comment: null },
    { name: 'G', value: 'y', line: 11, comment: null },
  ]);
});

it.each([
  ['.env', 'development'],
  ['.env.production.local', 'production'],
  ['apps/x/.env.staging', 'staging'],
  ['.env.example', 'example'],
  ['prod.env', 'production'],
  ['.env.vault', null],
  ['env.ts', null],
  ['.env.eu', 'eu'],
] as const)('%s is %s', (path, expected) => {
  expect(environmentOfFile(path)).toBe(expected);
});

const environment = (
  name: string,
  values: Readonly<Record<string, string | null>>,
  gap: string | null = null,
): Environment => ({
  name,
  kind: kindOf(name),
  sources: [name],
  gap,
  values: new Map(
    Object.entries(values).map(([key, value]) => [key, [{ value, source: `${name}:1`, folder: '' }]]),
  ),
});
const judged = (environments: readonly Environment[]) =>
  judgeEnvironments(
    inventoryOf(
      [envUse({ name: 'JWT_SECRET', path: 'a.ts', line: 7, via: 'process.env', scope: 'app' })],
      [],
    ),
    environments,
  );

it.each([
  ['missing', [environment('production', {})], ['missing'], 'missing'],
  ['set and not readable', [environment('production', { JWT_SECRET: null })], [], 'set'],
  [
    'an environment that could not be read is never missing anything',
    [environment('production', {}, 'no token')],
    [],
    'unknown',
  ],
  ['development may lack it', [environment('development', {})], [], 'optional'],
  [
    'shared with development',
    [
      environment('production', { JWT_SECRET: 'Zk39xQ2mmN' }),
      environment('development', { JWT_SECRET: 'Zk39xQ2mmN' }),
    ],
    ['same-as-development'],
    'set',
  ],
  [
    'shared with staging',
    [
      environment('production', { JWT_SECRET: 'Zk39xQ2mmN' }),
      environment('staging', { JWT_SECRET: 'Zk39xQ2mmN' }),
    ],
    ['same-as-staging'],
    'set',
  ],
] as const)('%s', (_story, environments, kinds, state) => {
  const { problems, cells } = judged(environments);
  expect(problems.map(({ kind }) => kind)).toEqual(kinds);
  expect(cells.get('JWT_SECRET')?.[0]?.state).toBe(state);
});

it('no value stands in anything that is told', () => {
  const told = JSON.stringify(
    judged([
      environment('production', { JWT_SECRET: 'Zk39xQ2mmN' }),
      environment('development', { JWT_SECRET: 'Zk39xQ2mmN' }),
    ]).problems,
  );
  expect(told).not.toContain('Zk39');
});

it('any text is a file of variables, or none', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => parseDotenv(text).every(({ line }) => line >= 1)),
    { seed: 3, numRuns: 300 },
  );
});
