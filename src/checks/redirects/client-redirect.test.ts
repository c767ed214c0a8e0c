import { expect, it } from 'vitest';
import { sampleContext } from '../../facts/redirects/reading/sample.ts';
import check from './client-redirect.ts';

const page = {
  isPage: true,
  url: 'https://shop.test/',
  status: 200,
  canonical: ['https://shop.test/'],
  ogUrl: null,
  refresh: null,
} as const;
const land = (over: object) => ({ landing: { ...page, canonical: [...page.canonical], ...over } });

it.each<{ story: string; facts: Parameters<typeof check.judge>[0]; expected: object }>([
  { story: 'no refresh', facts: land({}), expected: { outcome: 'pass', found: 'no refresh' } },
  {
    story: 'away at once',
    facts: land({ refresh: { seconds: 0, url: 'https://shop.test/start' } }),
    expected: { outcome: 'fail', found: 'after 0 s the page sends visitors to https://shop.test/start' },
  },
  {
    story: 'a dashboard renews itself',
    facts: land({ refresh: { seconds: 60, url: 'https://shop.test/' } }),
    expected: { outcome: 'pass', found: 'it renews itself after 60 s' },
  },
])('$story', ({ facts, expected }) => {
  expect(check.judge(facts, sampleContext())).toMatchObject(expected);
});

it('what is not known about the page stays unknown: the engine never calls this check without it', () => {
  expect('mode' in check.needs.landing).toBe(false);
});
