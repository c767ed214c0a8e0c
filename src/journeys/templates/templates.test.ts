import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parseManifest } from '../../manifest/parse.ts';
import { impliedManifest } from '../../manifest/implied.ts';
import { profileNames } from '../../model/profile.ts';
import { profileByName } from '../../profiles/load.ts';
import { journeysFor, withoutTemplate } from './for-profile.ts';
import { templatePaths } from './paths.ts';

/** DEP-9: every journey a profile demands is there to be copied. */
describe.each(profileNames)('the profile %s', (name) => {
  const profile = profileByName(name);
  const journeys = journeysFor(profile, impliedManifest('kiln.example'));

  test('has a template for each of its journeys', () => {
    expect(withoutTemplate(profile)).toEqual([]);
    expect(journeys.length).toBeGreaterThanOrEqual(profile.journeys.length);
  });

  test('and launch.yaml takes them as they are', () => {
    const text = stringify({
      version: 1,
      product: { name: 'Kiln', domain: 'kiln.example' },
      profile: name,
      mail: { inboxes: [{ id: 'seed', kind: 'sink', address: 'launch@seed.example' }] },
      journeys,
    });
    expect(parseManifest(text, 'launch.yaml').problems).toEqual([]);
  });
});

test('paths come from the pages of the manifest; data routes are not taken for pages', () => {
  const manifest = {
    ...impliedManifest('kiln.example'),
    pages: ['/register', '/products/mug', '/basket'].map((url) => ({
      url,
      isPrivate: false,
      isIndexed: true,
    })),
    routes: ['/api/login', '/hooks/stripe-webhook'].map((url) => ({
      id: url,
      method: 'POST',
      url,
      isHot: false,
      p95Ms: null,
      needsAuth: false,
      isWebhook: false,
    })),
  };
  expect(templatePaths(manifest)).toMatchObject({
    signup: '/register',
    product: '/products/mug',
    cart: '/basket',
    login: '/login',
    webhook: '/hooks/stripe-webhook',
  });
});
