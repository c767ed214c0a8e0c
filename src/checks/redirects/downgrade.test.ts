import { expect, it } from 'vitest';
import { sampleContext, sampleCut, sampleEntry } from '../../facts/redirects/reading/sample.ts';
import { sampleWalk } from '../../protocols/http/walk-sample.ts';
import check from './downgrade.ts';

it.each([
  {
    story: 'nothing goes back',
    facts: { entry: sampleEntry({}) },
    context: undefined,
    expected: { outcome: 'pass', found: 'every hop from https stays on https' },
  },
  {
    story: 'https sends visitors to plain HTTP, which serves them',
    facts: {
      entry: sampleEntry({
        https: sampleWalk('302 https://shop.test/ > http://shop.test/home', '200 http://shop.test/home'),
      }),
    },
    context: undefined,
    expected: {
      outcome: 'fail',
      found: 'https://shop.test/ sends visitors to http://shop.test/home',
      severity: 'blocker',
    },
  },
  {
    story: 'through plain HTTP and back',
    facts: {
      entry: sampleEntry({
        https: sampleWalk(
          '302 https://shop.test/ > http://shop.test/home',
          '301 http://shop.test/home > https://shop.test/home',
          '200 https://shop.test/home',
        ),
      }),
    },
    context: undefined,
    expected: {
      outcome: 'fail',
      found: 'https://shop.test/ sends visitors to http://shop.test/home',
      severity: 'high',
    },
  },
  {
    story: 'a loop is told by loop',
    facts: {
      entry: sampleEntry({
        https: sampleWalk(
          '302 https://shop.test/ > http://shop.test/',
          '301 http://shop.test/ > https://shop.test/',
          'loop https://shop.test/',
        ),
      }),
    },
    context: undefined,
    expected: { outcome: 'notApplicable', why: 'a walk never ends, which redirects/loop judges' },
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
