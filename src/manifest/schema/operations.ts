import { z } from 'zod';
import { about, choice, flag, listOf, maybe, thing } from './field.ts';
import {
  absoluteUrl,
  address,
  duration,
  envName,
  hostName,
  id,
  isoDate,
  mailAddress,
  methods,
} from './scalars.ts';
import { methodAndAddress, secretRef, shortText, text } from './scalars.ts';

const routeObject = thing({
  id: about(id.optional(), 'Its name; made from method and path when left out.', 'signup'),
  method: about(choice('a method', methods).default('GET'), 'HTTP method.'),
  url: about(
    address,
    'Its address; a path is on the api host (the canonical host when there is none).',
    '/api/signup',
  ),
  hot: about(flag(false), 'Called often, or in the way of money: measured under load.'),
  p95: about(
    maybe(duration('1ms', '1m')),
    'Budget of its 95th percentile; the profile’s when left out.',
    '300ms',
  ),
  auth: about(flag(false), 'Answers only those logged in.'),
  webhook: about(flag(false), 'Called by another service.'),
});

export const routes = about(
  listOf(z.union([methodAndAddress, routeObject]), 500),
  'API routes that matter.',
  ['GET /api/health', { method: 'POST', url: '/api/signup', hot: true }],
);

const envObject = thing({
  name: about(envName, 'Its name.', 'STRIPE_SECRET_KEY'),
  required: about(flag(true), 'The product does not start without it.'),
  secret: about(flag(false), 'Its value must not be seen.'),
  purpose: about(maybe(text), 'What it is for.', 'Charges cards'),
  owner: about(maybe(id), 'Who can change it (an id of people).', 'ada'),
  environments: about(listOf(shortText, 20), 'Where it must be set; everywhere when left out.', [
    'production',
  ]),
});

export const env = about(
  listOf(z.union([envName, envObject]), 1_000),
  'Environment variables the product needs. Names, never values.',
  ['DATABASE_URL', { name: 'STRIPE_SECRET_KEY', secret: true }],
);

export const repository = about(
  thing({
    path: about(maybe(text), 'Folder with the code, seen from this file.', '.'),
    branch: about(maybe(shortText), 'The branch that is released.', 'main'),
    migrations: about(maybe(text), 'Folder with the SQL migrations.', 'db/migrations'),
    logs: about(listOf(text, 20), 'Log files of an ordinary day, reviewed by the audit.', [
      'log/production.log',
    ]),
  }).prefault({}),
  'Where the code is.',
);

const job = thing({
  id: about(id, 'Its name.', 'nightly-invoices'),
  kind: about(choice('a kind of job', ['cron', 'queue', 'webhook', 'upload']), 'What it is.', 'cron'),
  check: about(maybe(text), 'A command or address that answers well while it works.', '/api/health/invoices'),
});

export const deploy = about(
  thing({
    command: about(maybe(text), 'Releases.', 'vercel deploy --prod'),
    rollback: about(maybe(text), 'Brings the previous release back.', 'vercel rollback'),
    migrate: about(maybe(text), 'Applies migrations.', 'npm run migrate'),
    build: about(maybe(text), 'Builds from a clean checkout.', 'npm run build'),
    branch: about(maybe(shortText), 'Branch it releases; repository.branch when left out.', 'main'),
    versionUrl: about(maybe(address), 'Address that names the running version.', '/version.json'),
    stagingUrl: about(maybe(absoluteUrl), 'The staging product.', 'https://staging.kiln.example'),
    host: about(maybe(shortText), 'Where it runs.', 'vercel'),
    watch: about(
      duration('1m', '1d').prefault('10m'),
      'How long a release is watched before it counts as good.',
      '10m',
    ),
    server: about(
      maybe(absoluteUrl),
      'A running launch-ready serve that is told of releases.',
      'https://watch.kiln.example',
    ),
    jobs: about(listOf(job, 100), 'Background work that must survive a release.'),
  }).prefault({}),
  'How it is released and taken back.',
);

const store = thing({
  id: about(id, 'Its name.', 'main'),
  kind: about(
    choice('a kind of data store', ['postgres', 'mysql', 'sqlite', 'redis', 'object-storage', 'other']),
    'What it is.',
    'postgres',
  ),
  url: about(maybe(text), 'Reference to its address, or an address without a password.', 'env:DATABASE_URL'),
  backup: about(
    maybe(
      thing({
        schedule: about(maybe(text), 'When it is saved.', 'daily at 03:00'),
        owner: about(maybe(id), 'Who answers for it (an id of people).', 'ada'),
        restoredOn: about(maybe(isoDate), 'Last day a restore was tried.', '2026-10-01'),
      }),
    ),
    'How it is saved.',
  ),
});

export const dataStores = about(listOf(store, 50), 'What holds customers’ data.');

export const accounts = about(
  listOf(
    thing({
      id: about(id, 'Its name.', 'registrar'),
      service: about(shortText, 'The company.', 'Gandi'),
      owner: about(maybe(id), 'Who can log in as owner (an id of people).', 'ada'),
      billingOwner: about(maybe(id), 'Whose card is charged (an id of people).', 'ada'),
      twoFactor: about(maybe(z.boolean()), 'Second factor on.', true),
      url: about(maybe(absoluteUrl), 'Where to log in.', 'https://admin.gandi.net'),
    }),
  ),
  'Accounts the product depends on.',
);

export const providers = about(
  listOf(
    thing({
      id: about(id, 'Its name.', 'dns'),
      kind: about(
        choice('a provider', ['cloudflare', 'powerdns', 'rfc2136', 'zonefile', 'memory']),
        'Who is asked to make changes.',
        'cloudflare',
      ),
      zone: about(hostName, 'The zone it holds.', 'kiln.example'),
      token: about(maybe(secretRef), 'Reference to a least-privilege token.', 'env:CLOUDFLARE_TOKEN'),
      options: about(
        z
          .record(z.string().max(100), z.unknown())
          .nullish()
          .transform((value) => value ?? {}),
        'What this kind needs besides.',
        { server: 'ns1.kiln.example' },
      ),
    }),
    20,
  ),
  'Where fixes may be applied.',
);

export const people = about(
  listOf(
    thing({
      id: about(id, 'What the rest of this file calls them.', 'ada'),
      name: about(shortText, 'Full name.', 'Ada Example'),
      email: about(maybe(mailAddress), 'Mail address.', 'ada@kiln.example'),
      phone: about(maybe(shortText), 'Phone for the night.', '+44 20 7946 0000'),
      role: about(maybe(shortText), 'What they do.', 'founder'),
    }),
  ),
  'Who owns what and who is called.',
);
