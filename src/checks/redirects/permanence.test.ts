import { expect, it } from 'vitest';
import { sampleContext, sampleCut, sampleEntry } from '../../facts/redirects/reading/sample.ts';
import { sampleWalk } from '../../protocols/http/walk-sample.ts';
import check from './permanence.ts';

it.each([
  {
    story: '301',
    facts: { entry: sampleEntry({}) },
    context: undefined,
    expected: { outcome: 'pass', found: '301' },
  },
  {
    story: '302',
    facts: {
      entry: sampleEntry({
        http: sampleWalk('302 http://shop.test/ > https://shop.test/', '200 https://shop.test/'),
      }),
    },
    context: undefined,
    expected: {
      outcome: 'fail',
      found: 'http://shop.test/ answers 302 to https://shop.test/',
      severity: 'low',
    },
  },
  {
    story: 'a temporary hop to a login page is right',
    facts: {
      entry: sampleEntry({
        https: sampleWalk('302 https://shop.test/ > https://shop.test/login', '200 https://shop.test/login'),
        http: sampleWalk('200 http://shop.test/'),
      }),
    },
    context: undefined,
    expected: { outcome: 'notApplicable', why: 'no redirect changes scheme or host' },
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
