import { expect, it } from 'vitest';
import { sampleContext, sampleCut, sampleEntry } from '../../facts/redirects/reading/sample.ts';
import { sampleWalk } from '../../protocols/http/walk-sample.ts';
import check from './unknown-path.ts';

it.each([
  {
    story: '404 stays 404',
    facts: { entry: sampleEntry({}) },
    context: undefined,
    expected: { outcome: 'pass', found: 'it ends at /launch-ready-probe' },
  },
  {
    story: 'sent to the start page',
    facts: {
      entry: sampleEntry({
        httpsProbe: sampleWalk(
          '302 https://shop.test/launch-ready-probe > https://shop.test/',
          '200 https://shop.test/',
        ),
      }),
    },
    context: undefined,
    expected: {
      outcome: 'fail',
      found: 'https://shop.test/launch-ready-probe answers 302 to the start page',
      severity: 'low',
    },
  },
  {
    story: 'a login page is not the start page',
    facts: {
      entry: sampleEntry({
        httpsProbe: sampleWalk(
          '302 https://shop.test/launch-ready-probe > https://shop.test/login',
          '200 https://shop.test/login',
        ),
      }),
    },
    context: undefined,
    expected: { outcome: 'pass', found: 'it ends at /login' },
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
