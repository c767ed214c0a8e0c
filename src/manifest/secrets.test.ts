import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSecretKey, looksLikeSecret, maskSecrets } from './secrets.ts';

/** Put together at run time, so that no scanner takes this file for a leak. */
const made = {
  stripe: ['sk', 'live', '51H8abcdefghijklmnop'].join('_'),
  github: `ghp_${'a1'.repeat(18)}`,
  aws: `AKIA${'ABCDEFGH23456789'}`,
  slack: `https://hooks.slack.com/services/${'T0AAA/B0BBB/cccccccccccc'}`,
  jwt: ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'dozjgNryP4J3jVmNHl0w5N'].join('.'),
  url: `postgres://user:${'s3cr3tpass'}@db.example/app`,
};

describe('what looks like a secret', () => {
  test.each(Object.entries(made))('%s is seen and masked', (_name, secret) => {
    expect(looksLikeSecret(secret)).toBe(true);
    const line = `  key: "${secret}" # note`;
    const masked = maskSecrets(line);
    expect(masked).toHaveLength(line.length);
    expect(masked).toContain('••••••••');
    expect(masked).toContain('# note');
    expect(looksLikeSecret(masked)).toBe(false);
  });

  test.each([
    'env:STRIPE_SECRET_KEY',
    'file:secrets/smtp',
    'Bearer ${env:API_TOKEN}',
    'https://kiln.example/a@b',
    'json:token',
    'price_1H8abcdefghijklmnop',
    'flask',
    'https://hooks.example/x',
  ])('%s is none', (text) => {
    expect(looksLikeSecret(text)).toBe(false);
  });

  test.each([
    ['password: hunter2', 'password: •••••••'],
    ['{ apiKey: "abcdefgh", user: a }', '{ apiKey: "••••••••", user: a }'],
    ['password: env:SMTP_PASSWORD', 'password: env:SMTP_PASSWORD'],
    ['save: { token: "json:token" }', 'save: { token: "json:token" }'],
    ['- { name: A, secret: true }', '- { name: A, secret: true }'],
  ])('the line %s is shown as %s', (line, expected) => {
    expect(maskSecrets(line)).toBe(expected);
  });

  test.each([
    ['apiKey', true],
    ['api_key', true],
    ['token', true],
    ['clientSecret', true],
    ['tokenUrl', false],
    ['monkey', false],
  ])('a key called %s holds a secret: %s', (key, expected) => {
    expect(isSecretKey(key)).toBe(expected);
  });

  test('masking keeps every column', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'binary' }), (text) => {
        expect(maskSecrets(text)).toHaveLength(text.length);
      }),
      { seed: 5 },
    );
  });
});
