import { z } from 'zod';
import { hostRoles } from '../../model/manifest.ts';
import { profileNames } from '../../model/profile.ts';
import { about, choice, flag, listOf, maybe, thing } from './field.ts';
import { address, hostName, id, isoDate, shortText, text } from './scalars.ts';

export const product = about(
  thing({
    name: about(shortText, 'What customers call it.', 'Kiln & Co'),
    domain: about(hostName, 'The domain the product is sold under.', 'kiln.example'),
    canonical: about(maybe(hostName), 'The one host visitors should end up on.', 'www.kiln.example'),
    description: about(
      maybe(text),
      'One sentence for the handover.',
      'Handmade pottery, shipped in two days',
    ),
  }),
  'What is being launched.',
);

export const profile = about(
  choice('a profile', profileNames),
  'The bar the product is held to: what kind of product, at which stage. custom is the strictest of all.',
  'ecommerce',
);

const overrideValue = z.union([
  z.string().max(500),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string().max(200)).max(50),
]);

export const overrides = about(
  z
    .record(z.string().max(100), z.union([overrideValue, z.record(z.string().max(100), overrideValue)]))
    .nullish()
    .transform((value) => value ?? {}),
  'Values of the profile to replace, by path.',
  { 'redirects.maxHops': 2, 'api.p95GoodMs': '400ms' },
);

const hostObject = thing({
  name: about(hostName, 'The full name.', 'app.kiln.example'),
  role: about(
    choice('a role', hostRoles).optional(),
    'What it is for; guessed from the name when left out.',
    'app',
  ),
  owner: about(maybe(id), 'The person who answers for it (an id of people).', 'ada'),
  purpose: about(maybe(text), 'Why it exists, in plain words.', 'Customers manage their orders here'),
  public: about(flag(true), 'Anybody may reach it.'),
  ipv6: about(maybe(z.boolean()), 'Promised over IPv6.', true),
  proxied: about(maybe(z.boolean()), 'Meant to sit behind the CDN.', true),
  origins: about(listOf(shortText, 50), 'Addresses or names it is meant to end at.', ['203.0.113.10']),
  provider: about(maybe(shortText), 'Who serves it.', 'vercel'),
  changing: about(flag(false), 'About to be moved: its TTLs should be short.'),
});

export const hosts = about(
  listOf(z.union([hostName, hostObject])),
  'Every public name of the product. A plain name is enough.',
  ['kiln.example', { name: 'app.kiln.example', role: 'app' }],
);

const redirectLine = z
  .string()
  .max(2_000)
  .regex(/^\s*\S+\s+->\s+\S+\s*$/, { error: 'is not a redirect. Write it like /old -> /new.' });

const redirectObject = thing({
  from: about(address, 'The old address; a path is on the canonical host.', '/shop'),
  to: about(address, 'Where it must land.', '/products'),
  status: about(
    maybe(
      z.union([z.literal(301), z.literal(302), z.literal(303), z.literal(307), z.literal(308)], {
        error: 'is not a redirect status. Use 301, 302, 303, 307 or 308.',
      }),
    ),
    'The status of the first answer; any redirect when left out.',
    308,
  ),
  keepsQuery: about(flag(true), 'The query string survives.'),
});

export const redirects = about(
  listOf(z.union([redirectLine, redirectObject]), 5_000),
  'Old addresses that must keep working.',
  ['/shop -> /products'],
);

const pageObject = thing({
  url: about(address, 'Its address.', '/account'),
  private: about(flag(false), 'Only for those logged in; never cached in public.'),
  indexed: about(flag(true), 'Search engines should show it.'),
});

export const pages = about(listOf(z.union([address, pageObject]), 500), 'Pages that matter.', [
  '/',
  { url: '/account', private: true, indexed: false },
]);

export const waivers = about(
  listOf(
    thing({
      check: about(shortText, 'Id of the check.', 'tls/hsts-preload'),
      target: about(maybe(shortText), 'Only for this target; all when left out.', 'host:blog.kiln.example'),
      owner: about(shortText, 'Who accepts the risk.', 'ada'),
      reason: about(text, 'Why it is acceptable.', 'The blog moves in March'),
      until: about(isoDate, 'Last day of the acceptance; the finding returns the day after.', '2027-03-31'),
    }),
  ),
  'Accepted risks, written by `launch-ready accept`.',
);

export const mobile = about(
  thing({
    iosAppIds: about(listOf(shortText, 20), 'Team and bundle id.', ['A1B2C3D4E5.example.kiln']),
    androidPackages: about(listOf(shortText, 20), 'Package names.', ['example.kiln']),
  }).prefault({}),
  'Apps whose links open from the web.',
);
