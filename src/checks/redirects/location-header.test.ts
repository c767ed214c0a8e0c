import { expect, it } from 'vitest';
import { sampleContext, sampleCut, sampleEntry } from '../../facts/redirects/reading/sample.ts';
import { sampleWalk } from '../../protocols/http/walk-sample.ts';
import check from './location-header.ts';

it.each([
  { story: 'clear', facts: { entry: sampleEntry({}) }, context: undefined, expected: { outcome: 'pass' } },
  {
    story: 'no Location at all',
    facts: {
      entry: sampleEntry({
        https: sampleWalk('302 https://shop.test/ > is missing', 'broken https://shop.test/ is missing'),
      }),
    },
    context: undefined,
    expected: {
      outcome: 'fail',
      found: '302 at https://shop.test/: the Location is missing',
      severity: 'high',
    },
  },
  {
    story: 'nothing redirects',
    facts: {
      entry: sampleEntry({
        http: sampleWalk('200 http://shop.test/'),
        httpProbe: sampleWalk('404 http://shop.test/'),
      }),
    },
    context: undefined,
    expected: { outcome: 'notApplicable', why: 'nothing redirects here' },
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
