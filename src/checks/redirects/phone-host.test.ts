import { expect, it } from 'vitest';
import { sampleContext, sampleCut, sampleEntry } from '../../facts/redirects/reading/sample.ts';
import { sampleWalk } from '../../protocols/http/walk-sample.ts';
import check from './phone-host.ts';

it.each([
  {
    story: 'the same host',
    facts: { entry: sampleEntry({}) },
    context: undefined,
    expected: { outcome: 'pass', found: 'both end on shop.test' },
  },
  {
    story: 'a host for phones',
    facts: {
      entry: sampleEntry({
        phone: sampleWalk('302 https://shop.test/ > https://m.shop.test/', '200 https://m.shop.test/'),
      }),
    },
    context: undefined,
    expected: {
      outcome: 'fail',
      found: 'phones end on m.shop.test, everybody else on shop.test',
      severity: 'medium',
    },
  },
  {
    story: 'phones get no answer',
    facts: { entry: sampleEntry({ phone: sampleWalk('reset https://shop.test/') }) },
    context: undefined,
    expected: { outcome: 'unknown' },
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
