import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sniffingVerdict } from './content-type-options.ts';
import { corsGrant } from './cors.ts';
import { embedderPolicy, openerPolicy, resourcePolicy } from './cross-origin.ts';
import { cspAdvice } from './csp-advice.ts';
import { readPolicies } from './csp-policy.ts';
import { cspVerdict } from './csp-verdict.ts';
import { frameRule } from './frame-options.ts';
import { readPermissionsPolicy } from './permissions-policy.ts';
import { referrerVerdict } from './referrer-policy.ts';

describe('the field’s evaluator', () => {
  it('says nothing about self, and names an allow-list that can be bypassed', () => {
    expect(cspAdvice("script-src 'self'; object-src 'none'; base-uri 'none'")).toEqual([]);
    const found = cspAdvice("script-src https://www.googleapis.com; object-src 'none'; base-uri 'none'");
    expect(found.map(({ directive, weight }) => [directive, weight])).toContainEqual(['script-src', 'high']);
  });
});

describe('two policies are stricter than one', () => {
  it('the better verdict counts', () => {
    expect(cspVerdict(readPolicies(['script-src *', "default-src 'none'"]))).toBe(
      'no-unsafe-default-src-none',
    );
    expect(cspVerdict(readPolicies(["script-src *, default-src 'none'"]))).toBe('no-unsafe-default-src-none');
    expect(cspVerdict([])).toBeNull();
  });
});

it.each([
  ['*', null, 'public'],
  ['*', 'true', 'contradiction'],
  ['https://a.test', 'true', 'origin-with-credentials'],
  ['https://a.test', 'TRUE', 'origin'],
  ['https://b.test', 'true', 'other'],
  [null, null, 'none'],
])('Access-Control-Allow-Origin %s with credentials %s: %s', (allowOrigin, allowCredentials, expected) => {
  expect(corsGrant({ allowOrigin, allowCredentials }, 'https://a.test')).toBe(expected);
});

it('no header can make a judge throw', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 300 }), { maxLength: 4 }), (values) => {
      const policies = readPolicies(values);
      cspVerdict(policies);
      for (const value of values) cspAdvice(value);
      frameRule(policies, values);
      referrerVerdict(values);
      sniffingVerdict(values);
      openerPolicy(values);
      embedderPolicy(values);
      resourcePolicy(values);
      readPermissionsPolicy(values);
    }),
    { seed: 3 },
  );
});
