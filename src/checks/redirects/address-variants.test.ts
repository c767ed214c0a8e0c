import { expect, it } from 'vitest';
import { sampleContext } from '../../facts/redirects/reading/sample.ts';
import check from './address-variants.ts';

const index = {
  url: 'https://shop.test/index.html',
  of: 'https://shop.test/',
  what: 'index file',
  status: 200,
  isSameBody: true,
  canonical: null,
} as const;
const seen = (over: object) => ({ variants: { variants: [{ ...index, ...over }] } });

it.each<{ story: string; facts: Parameters<typeof check.judge>[0]; expected: object }>([
  { story: 'it redirects', facts: seen({ status: 301, isSameBody: false }), expected: { outcome: 'pass' } },
  {
    story: 'a copy that names the proper address',
    facts: seen({ canonical: 'https://shop.test/' }),
    expected: { outcome: 'pass' },
  },
  {
    story: 'a copy',
    facts: seen({}),
    expected: {
      outcome: 'fail',
      found: 'https://shop.test/index.html shows the same page as https://shop.test/ (index file)',
    },
  },
  { story: 'no answer', facts: seen({ status: null, isSameBody: false }), expected: { outcome: 'unknown' } },
  {
    story: 'nothing to compare',
    facts: { variants: { variants: [] } },
    expected: { outcome: 'notApplicable', why: 'no page of this host could be compared' },
  },
])('$story', ({ facts, expected }) => {
  expect(check.judge(facts, sampleContext())).toMatchObject(expected);
});
