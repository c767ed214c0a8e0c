import { expect, it } from 'vitest';
import { sampleContext, sampleCut, sampleEntry } from '../../facts/redirects/reading/sample.ts';
import { sampleWalk } from '../../protocols/http/walk-sample.ts';
import check from './https-first-hop.ts';

it.each([
  {
    story: 'https on the same host first',
    facts: { entry: sampleEntry({}) },
    context: undefined,
    expected: { outcome: 'pass', found: '301 to https://shop.test/' },
  },
  {
    story: 'another plain hop first',
    facts: {
      entry: sampleEntry({
        http: sampleWalk(
          '301 http://shop.test/ > http://www.shop.test/',
          '301 http://www.shop.test/ > https://www.shop.test/',
          '200 https://www.shop.test/',
        ),
      }),
    },
    context: undefined,
    expected: {
      outcome: 'fail',
      found: 'the first hop goes to http://www.shop.test/, still in clear',
      severity: 'medium',
    },
  },
  {
    story: 'another host first, where two hops are allowed',
    facts: {
      entry: sampleEntry({
        http: sampleWalk('301 http://shop.test/ > https://www.shop.test/', '200 https://www.shop.test/'),
      }),
    },
    context: sampleContext('shop.test', { maxHops: 2 }),
    expected: {
      outcome: 'fail',
      found:
        'the first hop changes the host to www.shop.test, so browsers never learn that shop.test is HTTPS only',
      severity: 'low',
    },
  },
  {
    story: 'another host first, where one hop is the rule',
    facts: {
      entry: sampleEntry({
        http: sampleWalk('301 http://shop.test/ > https://www.shop.test/', '200 https://www.shop.test/'),
      }),
    },
    context: undefined,
    expected: { outcome: 'pass', found: "301 to www.shop.test: one hop at most is this profile's rule" },
  },
  {
    story: 'another host first, whose HSTS covers this one',
    facts: {
      entry: sampleEntry({
        http: sampleWalk(
          '301 http://www.shop.test/ > https://shop.test/',
          '200 https://shop.test/ max-age=1; includeSubDomains',
        ),
      }),
    },
    context: sampleContext('www.shop.test', { maxHops: 2 }),
    expected: { outcome: 'pass', found: '301 to shop.test, whose HSTS covers www.shop.test' },
  },
  {
    story: 'no redirect at all is told by https-upgrade',
    facts: { entry: sampleEntry({ http: sampleWalk('200 http://shop.test/') }) },
    context: undefined,
    expected: { outcome: 'notApplicable', why: 'plain HTTP does not redirect' },
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
