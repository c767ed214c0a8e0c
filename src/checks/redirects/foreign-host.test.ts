import { expect, it } from 'vitest';
import { sampleContext, sampleCut, sampleEntry } from '../../facts/redirects/reading/sample.ts';
import { sampleWalk } from '../../protocols/http/walk-sample.ts';
import check from './foreign-host.ts';

it.each([
  {
    story: 'it ends at home',
    facts: { entry: sampleEntry({}) },
    context: undefined,
    expected: { outcome: 'pass', found: 'it ends on shop.test' },
  },
  {
    story: 'a parking page',
    facts: {
      entry: sampleEntry({
        https: sampleWalk(
          '302 https://shop.test/ > https://parking.example/',
          '200 https://parking.example/',
        ),
      }),
    },
    context: undefined,
    expected: {
      outcome: 'fail',
      found: 'https://shop.test/ leads to parking.example with 302',
      severity: 'high',
    },
  },
  {
    story: 'the same, seen from www, is told at the apex',
    facts: {
      entry: sampleEntry({
        https: sampleWalk(
          '301 https://www.shop.test/ > https://shop.test/',
          '302 https://shop.test/ > https://parking.example/',
          '200 https://parking.example/',
        ),
      }),
    },
    context: sampleContext('www.shop.test'),
    expected: { outcome: 'notApplicable', why: 'visitors leave at shop.test, judged there' },
  },
  {
    story: 'a login service, for the time being',
    facts: {
      entry: sampleEntry({
        https: sampleWalk(
          '302 https://app.shop.test/ > https://login.example/',
          '200 https://login.example/',
        ),
      }),
    },
    context: sampleContext('app.shop.test', {
      manifest: { hosts: [{ name: 'app.shop.test', role: 'app', isPublic: true }] as never },
    }),
    expected: {
      outcome: 'pass',
      found: 'visitors who are not logged in go to login.example for the time being',
    },
  },
  {
    story: 'a declared move',
    facts: {
      entry: sampleEntry({
        https: sampleWalk(
          '302 https://shop.test/ > https://parking.example/',
          '200 https://parking.example/',
        ),
      }),
    },
    context: sampleContext('shop.test', {
      manifest: {
        redirects: [
          { from: 'https://shop.test/', to: 'https://parking.example/', status: null, keepsQuery: false },
        ],
      },
    }),
    expected: { outcome: 'pass', found: 'parking.example is declared' },
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
