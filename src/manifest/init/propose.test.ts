import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fakeOutside } from '../../outside/fake/outside.ts';
import { parseManifest } from '../parse.ts';
import type { InitEvidence, ProjectEvidence } from './evidence.ts';
import { gatherProject } from './gather.ts';
import { proposeManifest } from './propose.ts';

const inFolder = (files: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`/shop/${path}`, text]));

const read = (files: Readonly<Record<string, string>>): Promise<ProjectEvidence> =>
  gatherProject(
    fakeOutside({
      files: inFolder({ 'README.md': '', ...files }),
      processes: {
        'git symbolic-ref --short HEAD': 'main\n',
        'git remote get-url origin':
          'https://ada:ghp_0123456789012345678901234567890123456789@git.example/kiln.git\n',
      },
    }),
    '/shop',
  );

const propose = async (
  files: Readonly<Record<string, string>>,
  more: Partial<InitEvidence> = {},
): Promise<string> =>
  proposeManifest({ domain: 'kiln.example', profile: null, seen: [], project: await read(files), ...more }) ??
  '';

const pkg = (fields: object): string => JSON.stringify({ name: 'kiln', ...fields });

const nextShop = {
  'package.json': pkg({
    scripts: { build: 'next build', 'migrate:deploy': 'prisma migrate deploy' },
    dependencies: { next: '16.0.0', resend: '6.0.0', ioredis: '5.0.0' },
    devDependencies: { prisma: '7.0.0' },
  }),
  'pnpm-lock.yaml': '',
  'vercel.json': '{}',
  '.env': 'STRIPE_SECRET_KEY=sk_' + 'live_real',
  '.env.example':
    '# payments\nSTRIPE_SECRET_KEY=sk_' +
    'test_example\nNEXT_PUBLIC_SITE_KEY=x\nDATABASE_URL="postgres://localhost/kiln"\nREDIS_URL=\nAPI_URL=https://api.kiln.example/v1\nSENTRY_URL=https://x.ingest.sentry.io\n',
  'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}',
  'prisma/migrations/001_init/migration.sql': 'create table a()',
  'app/page.tsx': '',
  'app/(shop)/cart/page.tsx': '',
  'app/products/[slug]/page.tsx': '',
  'app/api/checkout/route.ts': '',
  'app/api/stripe/webhook/route.ts': '',
  'app/api/health/route.ts': '',
  '.github/workflows/ci.yml': 'on: push',
  'node_modules/x/package.json': pkg({ dependencies: { express: '1' } }),
};

describe('a Next.js shop on Vercel', () => {
  test('every value says where it was found, and the file is a manifest at once', async () => {
    const text = await propose(nextShop, { seen: [{ kind: 'host', name: 'www.kiln.example' }] });
    const { manifest, problems } = parseManifest(text, 'launch.yaml');
    expect(problems).toEqual([]);
    expect(manifest).toMatchObject({
      product: { name: 'kiln', domain: 'kiln.example' },
      profile: 'ecommerce',
      hosts: [
        { name: 'kiln.example', role: 'apex' },
        { name: 'www.kiln.example', role: 'www' },
        { name: 'api.kiln.example', role: 'api' },
      ],
      mail: { senders: [{ provider: 'resend', domain: 'kiln.example' }] },
      pages: [{ url: '/cart' }, { url: '/' }],
      routes: [
        { method: 'POST', url: '/api/checkout', isWebhook: false },
        { method: 'GET', url: '/api/health', isWebhook: false },
        { method: 'POST', url: '/api/stripe/webhook', isWebhook: true },
      ],
      repository: { path: '.', branch: 'main', migrations: 'prisma/migrations' },
      deploy: {
        host: 'vercel',
        buildCommand: 'pnpm run build',
        migrateCommand: 'pnpm run migrate:deploy',
        command: 'vercel deploy --prod',
        rollbackCommand: 'vercel rollback',
      },
    });
    expect(manifest?.env.map(({ name, isSecret }) => [name, isSecret])).toEqual([
      ['STRIPE_SECRET_KEY', true],
      ['NEXT_PUBLIC_SITE_KEY', false],
      ['DATABASE_URL', true],
      ['REDIS_URL', true],
      ['API_URL', false],
      ['SENTRY_URL', false],
    ]);
    expect(manifest?.dataStores.map(({ kind, url }) => [kind, url])).toEqual([
      ['postgres', 'env:DATABASE_URL'],
      ['redis', 'env:REDIS_URL'],
    ]);
    const lines = text.split('\n').map((line) => line.replace(/(?<=\S) {2,}#/, ' #'));
    expect(lines).toEqual(
      expect.arrayContaining([
        '# Built with Next.js (next in package.json).',
        'profile: ecommerce # founder-led shop: app/(shop)/cart/page.tsx',
        '  - { name: api.kiln.example, role: api } # API_URL in .env.example',
        '    - resend # resend in package.json',
        '  rollback: vercel rollback # usual for vercel (vercel.json)',
        '  # checked by .github/workflows/ci.yml',
      ]),
    );
  });

  test('no value of an environment and no login of the remote is repeated', async () => {
    const text = await propose(nextShop);
    expect(text).not.toMatch(/sk_(?:test|live)|postgres:\/\/|ghp_|ada:/);
    expect(text).toContain('  # remote: https://git.example/kiln.git\n');
  });
});

describe('other shapes of projects', () => {
  test.each<[string, Readonly<Record<string, string>>, object]>([
    [
      'a booking site in Django',
      {
        'manage.py': '',
        'requirements.txt': 'Django==6.0\npsycopg2-binary==2.9\nboto3\n',
        'templates/booking/index.html': '',
        'web/migrations/0001_initial.py': '',
        'fly.toml': '',
        Dockerfile: 'FROM python',
      },
      {
        profile: 'booking',
        repository: { migrations: 'web/migrations' },
        deploy: {
          host: 'fly',
          command: 'fly deploy',
          rollbackCommand: null,
          migrateCommand: 'python manage.py migrate',
          buildCommand: 'docker build .',
        },
        dataStores: [{ kind: 'postgres' }, { kind: 'object-storage' }],
      },
    ],
    [
      'a community in Rails',
      {
        Gemfile: 'gem "rails"\ngem "postmark-rails"\ngem "redis"\n',
        'app/controllers/members/show.rb': '',
        'db/migrate/1_a.rb': '',
        Procfile: 'web: x',
      },
      {
        profile: 'community',
        mail: { senders: [{ provider: 'postmark' }] },
        deploy: { host: 'heroku', migrateCommand: 'bin/rails db:migrate' },
        dataStores: [{ kind: 'redis' }],
      },
    ],
    [
      'a shop in Laravel',
      {
        'composer.json': '{"require":{"laravel/framework":"^12"}}',
        'routes/shop.php': '',
        'database/migrations/a.php': '',
      },
      {
        profile: 'ecommerce',
        deploy: { migrateCommand: 'php artisan migrate --force' },
        repository: { migrations: 'database/migrations' },
      },
    ],
    [
      'a service in Go with compose',
      {
        'go.mod': 'module kiln\nrequire github.com/lib/pq v1.10\n',
        'docker-compose.yml': 'services:\n  db:\n    image: postgres:17',
      },
      { profile: 'custom', dataStores: [{ kind: 'postgres' }] },
    ],
    [
      'a mobile app',
      { 'package.json': pkg({ dependencies: { expo: '55' } }), 'app/cart/page.tsx': '' },
      { profile: 'mobile' },
    ],
    [
      'a waiting list',
      { 'src/pages/waitlist.astro': '', 'package.json': pkg({ dependencies: { astro: '6' } }) },
      { profile: 'waitlist', pages: [{ url: '/waitlist' }] },
    ],
    [
      'an empty folder',
      {},
      { profile: 'custom', env: [], dataStores: [], routes: [], pages: [{ url: '/' }] },
    ],
    [
      'a broken package.json',
      { 'package.json': '{"name": ', 'render.yaml': '' },
      { product: { name: 'kiln' }, deploy: { host: 'render', command: null } },
    ],
  ])('%s', async (_story, files, expected) => {
    const { manifest, problems } = parseManifest(await propose(files), 'launch.yaml');
    expect(problems).toEqual([]);
    expect(manifest).toMatchObject(expected);
  });

  test.each([
    ['the CNAME file', { CNAME: 'www.kiln.example\n' }, 'kiln.example'],
    ['the homepage', { 'package.json': pkg({ homepage: 'https://kiln.example/about' }) }, 'kiln.example'],
    [
      'an address in the example environment',
      { '.env.example': 'APP_URL=https://app.kiln.example' },
      'kiln.example',
    ],
    [
      'nothing: a repository host is not the product',
      { 'package.json': pkg({ homepage: 'https://github.com/a/b' }) },
      undefined,
    ],
  ])('the domain from %s', async (_story, files, domain) => {
    const text = await propose(files, { domain: null });
    expect(parseManifest(text, 'launch.yaml').manifest?.product.domain).toBe(domain);
  });

  test('a profile that is asked for is not guessed', async () => {
    const { manifest } = parseManifest(await propose(nextShop, { profile: 'booking' }), 'launch.yaml');
    expect(manifest?.profile).toBe('booking');
  });
});

test('whatever files are called and hold, the proposal is a manifest', () => {
  const name = fc.oneof(
    fc.string({ maxLength: 30, unit: 'binary' }),
    fc.string({ maxLength: 20 }).map((inner) => `app/${inner}/page.tsx`),
    fc.string({ maxLength: 20 }).map((inner) => `pages/api/${inner}.ts`),
    fc.constantFrom('.env.example', 'package.json', 'fly.toml', 'go.mod', 'CNAME', 'Gemfile'),
  );
  const text = fc.oneof(
    fc.string({ maxLength: 80, unit: 'binary' }),
    fc.constantFrom('A_URL=https://x.kiln.example', 'A=1\nA=2', '{"name":"# x: y","scripts":{"build":"x"}}'),
  );
  fc.assert(
    fc.property(
      fc.dictionary(name, text, { maxKeys: 12 }),
      fc.option(fc.string({ minLength: 1 })),
      (texts, branch) => {
        const project = { paths: Object.keys(texts).toSorted(), texts, branch, remote: branch };
        const proposal = proposeManifest({ domain: 'kiln.example', profile: null, seen: [], project });
        expect(parseManifest(proposal ?? '', 'launch.yaml').problems).toEqual([]);
      },
    ),
    { numRuns: 150, seed: 11 },
  );
});
