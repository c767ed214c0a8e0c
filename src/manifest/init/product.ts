import { profileNames, type ProfileName } from '../../model/profile.ts';
import type { Guess, InitEvidence, ProjectEvidence } from './evidence.ts';
import { jsonObject, type NamedPackage } from './packages.ts';
import { hostName } from '../schema/scalars.ts';

/** The domain given, or the one the code names. null: nobody says. */
export function domainOf({ domain, project }: InitEvidence): Guess<string> | null {
  if (domain !== null) return { value: domain, found: 'given' };
  const cname = hostOf(project.texts['CNAME']?.trim() ?? '');
  if (cname !== null) return { value: withoutWww(cname), found: 'CNAME' };
  const homepage = hostOf(String(jsonObject(project.texts['package.json'])['homepage'] ?? ''));
  if (homepage !== null) return { value: withoutWww(homepage), found: 'homepage in package.json' };
  for (const { value, found } of addressesOf(project)) return { value: withoutLabel(value), found };
  return null;
}

/** Public hosts named in the example environment: `APP_URL=https://app.kiln.example`. Only addresses are looked at. */
export function addressesOf({ texts }: ProjectEvidence): readonly Guess<string>[] {
  return Object.entries(texts)
    .filter(([file]) => /env\.(?:example|sample|template)$/.test(file))
    .flatMap(([file, text]) =>
      [
        ...text.matchAll(
          /^\s*([A-Z][A-Z0-9_]*(?:URL|HOST|DOMAIN|ORIGIN))\s*=\s*["']?(?:https:\/\/)?([a-z0-9.-]+)/gm,
        ),
      ].flatMap(([, name = '', host = '']) => {
        const value = hostOf(host);
        return value === null || notOurs.test(value) ? [] : [{ value, found: `${name} in ${file}` }];
      }),
    );
}

/** Addresses of services in example files say nothing about the product. */
const notOurs =
  /(?:^|\.)(?:localhost|local|internal|test|supabase\.co|amazonaws\.com|sentry\.io|upstash\.io|stripe\.com|neon\.tech|github\.com|google(?:apis)?\.com|cloudflare(?:storage)?\.com|openai\.com|vercel\.app|example\.(?:com|org|net))$|^(?:smtp|imap)\.|^\d/;

function hostOf(text: string): string | null {
  const host = text
    .replace(/^https?:\/\//, '')
    .replace(/[/:?#].*$/s, '')
    .toLowerCase();
  return host.includes('.') &&
    hostName.safeParse(host).success &&
    !/(?:^|\.)(?:github\.com|github\.io|localhost)$/.test(host)
    ? host
    : null;
}

const withoutWww = (host: string): string => host.replace(/^www\.(?=.*\.)/, '');
const withoutLabel = (host: string): string =>
  host.replace(/^(?:www|app|api|admin|auth|staging|mail)\.(?=.*\.)/, '');

export function nameOf({ texts }: ProjectEvidence, domain: string): Guess<string> {
  const { name } = jsonObject(texts['package.json']);
  return typeof name === 'string' && /^[\w@/. -]{1,100}$/.test(name)
    ? { value: name.replace(/^@[^/]*\//, ''), found: 'name in package.json' }
    : { value: domain.split('.')[0] ?? domain, found: 'the domain' };
}

interface Sign {
  readonly profile: ProfileName;
  readonly packages: RegExp;
  readonly paths: RegExp;
}
/** In order of how much they say: a shop with a booking page is a shop. */
const signs: readonly Sign[] = [
  {
    profile: 'ecommerce',
    packages:
      /^(?:@shopify\/|@medusajs\/|medusa|@commercetools\/|spree|solidus|woocommerce|saleor|lunarphp\/|@vendure\/)/,
    paths: /(?:^|\/)(?:cart|basket|products?|shop|store-?front)(?:\/|\.[a-z]+$)/,
  },
  {
    profile: 'booking',
    packages: /^(?:@calcom\/|cal-|fullcalendar|@fullcalendar\/|react-big-calendar)/,
    paths: /(?:^|\/)(?:bookings?|appointments?|availability|coaches)(?:\/|\.[a-z]+$)/,
  },
  {
    profile: 'community',
    packages: /^(?:discourse|@liveblocks\/|stream-chat|getstream)/,
    paths: /(?:^|\/)(?:members?|communit(?:y|ies)|feed|forum|directory)(?:\/|\.[a-z]+$)/,
  },
  {
    profile: 'mobile',
    packages: /^(?:expo|react-native|@capacitor\/core|@ionic\/)/,
    paths: /^(?:ios|android)\//,
  },
  { profile: 'waitlist', packages: /^(?!)/, paths: /(?:^|\/)(?:wait-?list|early-access)(?:\/|\.[a-z]+$)/ },
];

export function profileOf(
  { profile, project }: InitEvidence,
  packages: readonly NamedPackage[],
): Guess<ProfileName> {
  const asked = profileNames.find((each) => each === profile);
  if (asked !== undefined) return { value: asked, found: 'given' };
  const mobile = packages.find(({ name }) => /^(?:expo|react-native)$/.test(name));
  if (mobile !== undefined) return { value: 'mobile', found: `${mobile.name} in ${mobile.file}` };
  for (const sign of signs) {
    const named = packages.find(({ name }) => sign.packages.test(name));
    if (named !== undefined) return { value: sign.profile, found: `${named.name} in ${named.file}` };
    const path = project.paths.find((each) => isShown(each) && sign.paths.test(each));
    if (path !== undefined) return { value: sign.profile, found: path };
  }
  return { value: 'custom', found: 'nothing shows the kind of product: the strictest bar' };
}

/** Folders that hold what visitors see or call; a `products.ts` elsewhere may be anything. */
const isShown = (path: string): boolean =>
  /(?:^|\/)(?:app|pages|routes|views|templates|controllers|screens|ios|android)\//.test(path) &&
  !/(?:^|\/)(?:tests?|docs?|spec)\//.test(path);
