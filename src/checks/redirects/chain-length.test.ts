import { expect, it } from 'vitest';
import { sampleContext, sampleCut, sampleEntry } from '../../facts/redirects/reading/sample.ts';
import { sampleWalk } from '../../protocols/http/walk-sample.ts';
import check from './chain-length.ts';

it.each([
  {
    story: 'one hop, one allowed',
    facts: { entry: sampleEntry({}) },
    context: undefined,
    expected: { outcome: 'pass', found: '1 hop, 1 allowed' },
  },
  {
    story: 'two hops, one allowed',
    facts: {
      entry: sampleEntry({
        http: sampleWalk(
          '301 http://shop.test/ > https://shop.test/',
          '301 https://shop.test/ > https://www.shop.test/',
          '200 https://www.shop.test/',
        ),
      }),
    },
    context: undefined,
    expected: {
      outcome: 'fail',
      found: '2 hops, 1 allowed, from http://shop.test/ to https://www.shop.test/',
      severity: 'medium',
    },
  },
  {
    story: 'two hops, two allowed',
    facts: {
      entry: sampleEntry({
        http: sampleWalk(
          '301 http://shop.test/ > https://shop.test/',
          '301 https://shop.test/ > https://www.shop.test/',
          '200 https://www.shop.test/',
        ),
      }),
    },
    context: sampleContext('shop.test', { maxHops: 2 }),
    expected: { outcome: 'pass', found: '2 hops, 2 allowed' },
  },
  {
    story: 'a hop back to http is told by redirects/downgrade, and not counted again',
    facts: {
      entry: sampleEntry({
        https: sampleWalk(
          '301 https://shop.test/ > http://www.shop.test/',
          '301 http://www.shop.test/ > https://www.shop.test/',
          '200 https://www.shop.test/',
        ),
      }),
    },
    context: undefined,
    expected: { outcome: 'pass', found: '1 hop, 1 allowed' },
  },
  {
    story: 'four hops are felt',
    facts: {
      entry: sampleEntry({
        http: sampleWalk(
          '301 http://shop.test/ > http://shop.test/a',
          '301 http://shop.test/a > https://shop.test/',
          '301 https://shop.test/ > https://shop.test/a',
          '301 https://shop.test/a > https://shop.test/b',
          '200 https://shop.test/b',
        ),
      }),
    },
    context: undefined,
    expected: {
      outcome: 'fail',
      found: '4 hops, 1 allowed, from http://shop.test/ to https://shop.test/b',
      severity: 'high',
    },
  },
  {
    story: 'a login page at the end is the product’s choice',
    facts: {
      entry: sampleEntry({
        http: sampleWalk(
          '301 http://shop.test/ > https://shop.test/',
          '302 https://shop.test/ > https://shop.test/login',
          '200 https://shop.test/login',
        ),
      }),
    },
    context: undefined,
    expected: { outcome: 'pass', found: '1 hop, 1 allowed' },
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
