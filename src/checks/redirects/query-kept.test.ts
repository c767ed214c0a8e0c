import { expect, it } from 'vitest';
import { sampleContext, sampleCut, sampleEntry } from '../../facts/redirects/reading/sample.ts';
import { sampleWalk } from '../../protocols/http/walk-sample.ts';
import check from './query-kept.ts';

it.each([
  {
    story: 'kept',
    facts: { entry: sampleEntry({}) },
    context: undefined,
    expected: { outcome: 'pass', found: 'kept over 1 redirect' },
  },
  {
    story: 'the same value, written otherwise',
    facts: {
      entry: sampleEntry({
        httpProbe: sampleWalk(
          '301 http://shop.test/launch-ready-probe?utm_source=launch-ready&token=a%2Fb%3D%C3%A9 > https://shop.test/launch-ready-probe?token=a/b=%c3%a9&utm_source=launch-ready',
          '404 https://shop.test/launch-ready-probe?token=a/b=%c3%a9&utm_source=launch-ready',
        ),
      }),
    },
    context: undefined,
    expected: { outcome: 'pass', found: 'kept over 1 redirect' },
  },
  {
    story: 'dropped',
    facts: {
      entry: sampleEntry({
        httpProbe: sampleWalk(
          '301 http://shop.test/launch-ready-probe?utm_source=launch-ready&token=a%2Fb%3D%C3%A9 > https://shop.test/launch-ready-probe',
          '404 https://shop.test/launch-ready-probe',
        ),
      }),
    },
    context: undefined,
    expected: {
      outcome: 'fail',
      found: 'utm_source is lost, token is lost on the way to shop.test',
      severity: 'high',
    },
  },
  {
    story: 'escaped twice',
    facts: {
      entry: sampleEntry({
        httpProbe: sampleWalk(
          '301 http://shop.test/launch-ready-probe?utm_source=launch-ready&token=a%2Fb%3D%C3%A9 > https://shop.test/launch-ready-probe?utm_source=launch-ready&token=a%252Fb%253D%25C3%25A9',
          '404 https://shop.test/launch-ready-probe?utm_source=launch-ready&token=a%252Fb%253D%25C3%25A9',
        ),
      }),
    },
    context: undefined,
    expected: {
      outcome: 'fail',
      found: 'token is changed to "a%2Fb%3D%C3%A9" on the way to shop.test',
      severity: 'high',
    },
  },
  {
    story: 'a lost path is told by path-kept',
    facts: {
      entry: sampleEntry({
        httpProbe: sampleWalk(
          '301 http://shop.test/launch-ready-probe?utm_source=launch-ready&token=a%2Fb%3D%C3%A9 > https://shop.test/',
          '404 https://shop.test/',
        ),
      }),
    },
    context: undefined,
    expected: { outcome: 'notApplicable', why: 'no redirect that keeps the path changes scheme or host' },
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
