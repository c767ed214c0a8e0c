import { expect, it } from 'vitest';
import { sampleContext } from '../../facts/redirects/reading/sample.ts';
import check from './canonical-link.ts';

const page = {
  isPage: true,
  url: 'https://shop.test/',
  status: 200,
  canonical: ['https://shop.test/'],
  ogUrl: null,
  refresh: null,
} as const;
const land = (over: object) => ({ landing: { ...page, canonical: [...page.canonical], ...over } });

it.each<{ story: string; facts: Parameters<typeof check.judge>[0]; host?: string; expected: object }>([
  { story: 'it names itself', facts: land({}), expected: { outcome: 'pass', found: 'https://shop.test/' } },
  {
    story: 'it names www',
    facts: land({ canonical: ['https://www.shop.test/'] }),
    expected: { outcome: 'fail', found: 'the page at https://shop.test/ says it is https://www.shop.test/' },
  },
  {
    story: 'it names plain HTTP',
    facts: land({ canonical: ['http://shop.test/'] }),
    expected: { outcome: 'fail' },
  },
  {
    story: 'it names two',
    facts: land({ canonical: ['https://shop.test/', 'https://shop.test/a'] }),
    expected: { outcome: 'fail', found: '2 different canonical addresses are named' },
  },
  {
    story: 'shared links name another host',
    facts: land({ ogUrl: 'https://old.example/' }),
    expected: {
      outcome: 'fail',
      found: 'shared links name https://old.example/ (og:url), the page is https://shop.test/',
    },
  },
  {
    story: 'it names none',
    facts: land({ canonical: [] }),
    expected: { outcome: 'notApplicable', why: 'the page names no canonical address' },
  },
  {
    story: 'it is another host’s page',
    facts: land({ url: 'https://www.shop.test/' }),
    expected: { outcome: 'notApplicable', why: 'the page is https://www.shop.test/, judged there' },
  },
  {
    story: 'an undeclared preview that names the shop as the proper address',
    facts: land({ url: 'https://preview.shop.test/' }),
    host: 'preview.shop.test',
    expected: { outcome: 'notApplicable', why: 'a copy that names the proper address, which is right' },
  },
  {
    story: 'www shows the shop and names the bare domain',
    facts: land({ url: 'https://www.shop.test/' }),
    host: 'www.shop.test',
    expected: { outcome: 'notApplicable', why: 'a copy that names the proper address, which is right' },
  },
  {
    story: 'the API’s start page names the shop',
    facts: land({ url: 'https://api.shop.test/' }),
    host: 'api.shop.test',
    expected: { outcome: 'fail' },
  },
  {
    story: 'it is no page',
    facts: { landing: { isPage: false, why: 'the answer is application/json, not a page' } },
    expected: { outcome: 'notApplicable', why: 'the answer is application/json, not a page' },
  },
])('$story', ({ facts, host, expected }) => {
  expect(check.judge(facts, sampleContext(host))).toMatchObject(expected);
});

it('what is not known about the page stays unknown: the engine never calls this check without it', () => {
  expect('mode' in check.needs.landing).toBe(false);
});
