import fc from 'fast-check';
import { expect, it } from 'vitest';
import { effectiveHsts, preloadIssues } from './hsts-preload.ts';
import { readHsts } from './hsts.ts';

it('a quoted max-age is read (RFC 6797 section 6.1.1)', () => {
  expect(readHsts('max-age="31536000"; includeSubDomains').header).toEqual({
    maxAgeSeconds: 31_536_000,
    includesSubDomains: true,
    isPreloadWanted: false,
  });
});

it('the first max-age counts when there are two', () => {
  expect(readHsts('max-age=1; max-age=2')).toMatchObject({
    header: { maxAgeSeconds: 1 },
    warnings: ['header.parse.repeated.max_age'],
  });
});

it.each([
  ['no header', [], null],
  ['a good one', ['max-age=60'], 60],
  ['the second is not looked at', ['max-age=60', 'max-age=99'], 60],
  ['max-age is missing', ['includeSubDomains'], null],
  ['the first is broken, the second not', ['max-age=soon', 'max-age=99'], null],
])('what browsers keep: %s (RFC 6797 section 8.1)', (_, headers, seconds) => {
  expect(effectiveHsts(headers)?.header.maxAgeSeconds ?? null).toBe(seconds);
});

it('never throws, and a header fit for the list is one browsers keep', () => {
  const part = fc.constantFrom(
    'max-age=31536000',
    'includeSubDomains',
    'preload',
    '',
    'max-age=',
    'x=y',
    '=',
    ' ; ',
  );
  const header = fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.array(part, { maxLength: 100 }).map((all) => all.join(';')),
  );
  fc.assert(
    fc.property(header, (value) => {
      if (preloadIssues(value).errors.length === 0) expect(effectiveHsts([value])).not.toBeNull();
    }),
    { seed: 6797, numRuns: 1000 },
  );
});
