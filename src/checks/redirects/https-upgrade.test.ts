import { expect, it } from 'vitest';
import { sampleContext, sampleCut, sampleEntry } from '../../facts/redirects/reading/sample.ts';
import { sampleWalk } from '../../protocols/http/walk-sample.ts';
import check from './https-upgrade.ts';

it.each([
  {
    story: '301 to https',
    facts: { entry: sampleEntry({}) },
    context: undefined,
    expected: { outcome: 'pass', found: '301 to https://shop.test/' },
  },
  {
    story: 'the page is served in clear',
    facts: { entry: sampleEntry({ http: sampleWalk('200 http://shop.test/') }) },
    context: undefined,
    expected: {
      outcome: 'fail',
      found: 'http://shop.test/ serves the page in clear (200)',
      severity: 'blocker',
    },
  },
  {
    story: 'no HTTPS to lead to: the closed port is the fault, not the missing redirect',
    facts: {
      entry: sampleEntry({
        http: sampleWalk('200 http://shop.test/'),
        https: sampleWalk('refused https://shop.test/'),
      }),
    },
    context: undefined,
    expected: { outcome: 'notApplicable' },
  },
  {
    story: 'plain HTTP answers 404',
    facts: { entry: sampleEntry({ http: sampleWalk('404 http://shop.test/') }) },
    context: undefined,
    expected: {
      outcome: 'fail',
      found: 'http://shop.test/ answers 404 instead of leading to https',
      severity: 'high',
    },
  },
  {
    story: 'an API that refuses plain HTTP does it right',
    facts: { entry: sampleEntry({ http: sampleWalk('403 http://api.shop.test/') }) },
    context: sampleContext('api.shop.test'),
    expected: { outcome: 'pass', found: 'plain HTTP is refused with 403' },
  },
  {
    story: 'www leads to a plain apex: told at the apex',
    facts: {
      entry: sampleEntry({
        http: sampleWalk('301 http://www.shop.test/ > http://shop.test/', '200 http://shop.test/'),
      }),
    },
    context: sampleContext('www.shop.test'),
    expected: { outcome: 'notApplicable', why: 'it leads to shop.test, judged there' },
  },
  {
    story: 'port 80 closed is told by reachability',
    facts: { entry: sampleEntry({ http: sampleWalk('refused http://shop.test/') }) },
    context: undefined,
    expected: {
      outcome: 'notApplicable',
      why: 'http does not work on this host, which redirects/reachability judges',
    },
  },
  {
    story: 'our own network is cut',
    facts: { entry: sampleCut },
    context: undefined,
    expected: { outcome: 'unknown' },
  },
  {
    story: 'a name without an address is the domain theme’s',
    facts: { entry: { isAsked: false as const, why: 'the name has no address' } },
    context: undefined,
    expected: { outcome: 'notApplicable', why: 'the name has no address' },
  },
])('$story', ({ facts, context, expected }) => {
  const verdict = check.judge(facts, context ?? sampleContext());
  const severity = verdict.outcome === 'fail' ? { severity: verdict.severity ?? check.severity } : {};
  expect({ ...verdict, ...severity }).toMatchObject(expected);
});
