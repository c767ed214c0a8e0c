import type { Manifest } from '../../model/manifest.ts';
import type { Profile } from '../../model/profile.ts';
import * as accounts from './accounts.ts';
import * as commerce from './commerce.ts';
import { templatePaths } from './paths.ts';
import type { JourneyDocument, Template } from './template.ts';

/** By the words profiles use for the journeys that must work. */
const byName: Readonly<Record<string, Template>> = {
  homepage: accounts.homepage,
  signup: accounts.signup,
  login: accounts.login,
  product: commerce.product,
  cart: commerce.cart,
  checkout: commerce.checkout,
  'booking to confirmation': commerce.booking,
  'booking creation': commerce.booking,
  'mail sends': accounts.mailSends,
  'invite acceptance': accounts.inviteAcceptance,
  'payment callback': commerce.paymentCallback,
  'authenticated page': accounts.authenticatedPage,
  'listing fetch': commerce.listingFetch,
  'payment initiation': commerce.paymentInitiation,
  'password reset': accounts.passwordReset,
};

/** What a journey needs walked before it. */
const before: Readonly<Record<string, readonly string[]>> = {
  login: ['signup'],
  checkout: ['cart'],
  'authenticated page': ['signup'],
  'invite acceptance': ['signup'],
};

/** Names of a profile's journeys no template is made for: the product's own words, from overrides. */
export const withoutTemplate = (profile: Profile): readonly string[] =>
  profile.journeys.filter((name) => !Object.hasOwn(byName, name));

/** The journeys a profile demands as launch.yaml writes them, with the manifest's paths. Pure. */
export function journeysFor(profile: Profile, manifest: Manifest): readonly JourneyDocument[] {
  const paths = templatePaths(manifest);
  const names = new Set(profile.journeys.flatMap((name) => [...(before[name] ?? []), name]));
  return [...names].flatMap((name) => {
    if (name === 'signup' && profile.name === 'waitlist') return [accounts.waitlist(paths)];
    const template = Object.hasOwn(byName, name) ? byName[name] : undefined;
    return template === undefined ? [] : [template(paths)];
  });
}
