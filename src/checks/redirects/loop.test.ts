import { expect, it } from 'vitest';
import { sampleContext, sampleCut, sampleEntry } from '../../facts/redirects/reading/sample.ts';
import { sampleWalk } from '../../protocols/http/walk-sample.ts';
import check from './loop.ts';

it.each([
  {
    story: 'every walk arrives',
    facts: { entry: sampleEntry({}) },
    context: undefined,
    expected: { outcome: 'pass', found: 'every walk arrives' },
  },
  {
    story: 'apex and www',
    facts: {
      entry: sampleEntry({
        https: sampleWalk(
          '302 https://shop.test/ > https://www.shop.test/',
          '301 https://www.shop.test/ > https://shop.test/',
          'loop https://shop.test/',
        ),
      }),
    },
    context: undefined,
    expected: {
      outcome: 'fail',
      found:
        'one rule sends https://shop.test/ to https://www.shop.test/ (host to www.shop.test), another sends https://www.shop.test/ to https://shop.test/ (host to shop.test)',
      severity: 'blocker',
    },
  },
  {
    story: 'the same loop seen from www is told at the apex',
    facts: {
      entry: sampleEntry({
        host: 'www.shop.test',
        https: sampleWalk(
          '301 https://www.shop.test/ > https://shop.test/',
          '302 https://shop.test/ > https://www.shop.test/',
          'loop https://www.shop.test/',
        ),
      }),
    },
    context: sampleContext('www.shop.test'),
    expected: { outcome: 'notApplicable', why: 'it runs into a loop at shop.test, judged there' },
  },
  {
    story: 'trailing slash on and off',
    facts: {
      entry: sampleEntry({
        httpsProbe: sampleWalk(
          '301 https://shop.test/a > https://shop.test/a/',
          '301 https://shop.test/a/ > https://shop.test/a',
          'loop https://shop.test/a',
        ),
      }),
    },
    context: undefined,
    expected: {
      outcome: 'fail',
      found:
        'one rule sends https://shop.test/a to https://shop.test/a/ (trailing slash), another sends https://shop.test/a/ to https://shop.test/a (trailing slash)',
      severity: 'blocker',
    },
  },
  {
    story: 'only without cookies',
    facts: {
      entry: sampleEntry({
        https: sampleWalk(
          '302 https://shop.test/ > https://www.shop.test/',
          '301 https://www.shop.test/ > https://shop.test/',
          'loop https://shop.test/',
        ),
        withCookies: sampleWalk(
          '302 https://shop.test/ > https://www.shop.test/',
          '200 https://www.shop.test/',
        ),
      }),
    },
    context: undefined,
    expected: {
      outcome: 'fail',
      found: expect.stringMatching(/ for visitors without cookies$/),
      severity: 'high',
    },
  },
  {
    story: 'only for phones',
    facts: {
      entry: sampleEntry({
        phone: sampleWalk('302 https://shop.test/ > https://shop.test/', 'loop https://shop.test/'),
      }),
    },
    context: undefined,
    expected: {
      outcome: 'fail',
      found: 'https://shop.test/ redirects to itself (nothing changes) for phones only',
      severity: 'blocker',
    },
  },
  {
    story: 'only over IPv6',
    facts: {
      entry: sampleEntry({
        ipv6: sampleWalk('302 http://shop.test/ > http://shop.test/', 'loop http://shop.test/'),
      }),
    },
    context: undefined,
    expected: {
      outcome: 'fail',
      found: 'http://shop.test/ redirects to itself (nothing changes) for visitors over IPv6 only',
      severity: 'blocker',
    },
  },
  {
    story: 'our own network is cut',
    facts: { entry: sampleCut },
    context: undefined,
    expected: { outcome: 'unknown' },
  },
])('$story', ({ facts, context, expected }) => {
  const verdict = check.judge(facts, context ?? sampleContext());
  const severity = verdict.outcome === 'fail' ? { severity: verdict.severity ?? check.severity } : {};
  expect({ ...verdict, ...severity }).toMatchObject(expected);
});
