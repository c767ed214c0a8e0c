import { expect, test } from 'vitest';
import type { Manifest } from '../../model/manifest.ts';
import { isAuditedHost, isOwnHost, webExpectation } from './web-host.ts';

const manifest = {
  product: { domain: 'shop.test', canonicalHost: null },
  hosts: [
    { name: 'pay.partner.test', role: 'checkout', isPublic: true },
    { name: 'api.shop.test', role: 'api', isPublic: true },
    { name: 'relay.shop.test', role: 'mail', isPublic: true },
    { name: 'db.shop.test', role: 'other', isPublic: false },
  ],
} as unknown as Manifest;

test.each([
  ['shop.test', 'web'],
  ['www.shop.test', 'web'],
  ['pay.partner.test', 'web'],
  ['api.shop.test', 'api'],
  ['relay.shop.test', 'none'],
  ['db.shop.test', 'none'],
  ['mta-sts.shop.test', 'none'],
  ['mx2.shop.test', 'none'],
  ['ns1.shop.test', 'none'],
  ['preview.shop.test', 'unclear'],
])('%s: %s', (host, expected) => {
  expect(webExpectation(manifest, host)).toBe(expected);
});

test.each([
  ['deep.shop.test', true],
  ['pay.partner.test', true],
  ['partner.test', false],
  ['notshop.test', false],
  ['shop.test.evil.test', false],
])('%s belongs to the product: %s', (host, isOwn) => {
  expect(isOwnHost(manifest, host)).toBe(isOwn);
});

test('hosts that are hidden or only found are not certain to be looked at', () => {
  expect(
    ['shop.test', 'api.shop.test', 'db.shop.test', 'x.shop.test'].map((host) =>
      isAuditedHost(manifest, host),
    ),
  ).toEqual([true, true, false, false]);
});
