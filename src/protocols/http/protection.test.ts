import { describe, expect, it } from 'vitest';
import { browsers } from './browsers.ts';
import { isChallenge, protectionsIn } from './protection.ts';

// EDGE-6
describe('protections', () => {
  it('show themselves by cookies and fields', () => {
    expect(
      protectionsIn([
        ['set-cookie', '__cf_bm=<90 characters>; Secure'],
        ['cf-ray', '8f-HAM'],
      ]),
    ).toEqual(['Cloudflare bot management', 'Cloudflare']);
    expect(
      protectionsIn([
        ['set-cookie', 'session=x'],
        ['server', 'nginx'],
      ]),
    ).toEqual([]);
  });

  it.each([
    [403, [['cf-mitigated', 'challenge']], '', true],
    [403, [], '<html><head><title>Just a moment...</title>', true],
    [200, [], '<script src="https://geo.captcha-delivery.com/captcha/">', true],
    [202, [['x-amzn-waf-action', 'challenge']], '', true],
    [403, [], '<title>403 Forbidden</title>', false],
    [200, [], '<title>Just a moment of peace: our tea</title>', false],
    [200, [], `${'x'.repeat(70_000)}<title>Just a moment...</title>`, false],
  ] as const)('%i %j %j: %s', (status, fields, body, expected) => {
    expect(isChallenge(status, fields, body)).toBe(expected);
  });

  it('every browser sends what a click sends, its agent once, no name twice', () => {
    for (const { headers } of browsers) {
      const names = headers.map(([name]) => name.toLowerCase());
      expect(new Set(names).size).toBe(names.length);
      expect(names).toEqual(
        expect.arrayContaining(['user-agent', 'accept', 'accept-language', 'sec-fetch-mode']),
      );
    }
  });
});
