import { expect, it } from 'vitest';
import { sampleContext, sampleCut, sampleEntry } from '../../facts/redirects/reading/sample.ts';
import { sampleWalk } from '../../protocols/http/walk-sample.ts';
import check from './path-kept.ts';

it.each([
  {
    story: 'kept',
    facts: { entry: sampleEntry({}) },
    context: undefined,
    expected: { outcome: 'pass', found: 'kept over 1 redirect' },
  },
  {
    story: 'a language in front is still the path',
    facts: {
      entry: sampleEntry({
        httpProbe: sampleWalk(
          '301 http://shop.test/launch-ready-probe?utm_source=launch-ready&token=a%2Fb%3D%C3%A9 > https://shop.test/en/launch-ready-probe?utm_source=launch-ready&token=a%2Fb%3D%C3%A9',
          '404 https://shop.test/en/launch-ready-probe?utm_source=launch-ready&token=a%2Fb%3D%C3%A9',
        ),
      }),
    },
    context: undefined,
    expected: { outcome: 'pass', found: 'kept over 1 redirect' },
  },
  {
    story: 'a prefix added on the way and taken away again',
    facts: {
      entry: sampleEntry({
        httpProbe: sampleWalk(
          '301 http://shop.test/launch-ready-probe > https://shop.test/index.php?q=launch-ready-probe',
          '301 https://shop.test/index.php?q=launch-ready-probe > https://shop.test/launch-ready-probe',
          '404 https://shop.test/launch-ready-probe',
        ),
      }),
    },
    context: undefined,
    expected: { outcome: 'pass' },
  },
  {
    story: 'everything goes to the start page',
    facts: {
      entry: sampleEntry({
        httpProbe: sampleWalk(
          '301 http://shop.test/launch-ready-probe?utm_source=launch-ready&token=a%2Fb%3D%C3%A9 > https://shop.test/',
          '404 https://shop.test/',
        ),
      }),
    },
    context: undefined,
    expected: { outcome: 'fail', found: '/launch-ready-probe became / on shop.test', severity: 'high' },
  },
  {
    story: 'a host that does not redirect',
    facts: { entry: sampleEntry({ httpProbe: sampleWalk('404 http://shop.test/launch-ready-probe') }) },
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
