import { expect, it } from 'vitest';
import { entryOf, sampleContext, sampleEntry, unknownEntryOf } from '../../facts/redirects/reading/sample.ts';
import { sampleWalk } from '../../protocols/http/walk-sample.ts';
import check from './apex-www.ts';

const ends = (host: string, ...story: string[]) =>
  entryOf(host, sampleEntry({ host, https: sampleWalk(...story) }));
const apex = ends('shop.test', '200 https://shop.test/');
const www = ends(
  'www.shop.test',
  '301 https://www.shop.test/ > https://shop.test/',
  '200 https://shop.test/',
);

it.each([
  {
    story: 'www leads to the apex',
    entries: [apex, www],
    expected: { outcome: 'pass', found: 'both end on shop.test' },
  },
  {
    story: 'each shows itself',
    entries: [apex, ends('www.shop.test', '200 https://www.shop.test/')],
    expected: { outcome: 'fail', found: 'shop.test ends on shop.test, www.shop.test on www.shop.test' },
  },
  {
    story: 'there is no www',
    entries: [apex],
    expected: { outcome: 'notApplicable', why: 'only one of the domain and its www exists' },
  },
  {
    story: 'www leaves the product',
    entries: [
      apex,
      ends(
        'www.shop.test',
        '301 https://www.shop.test/ > https://else.example/',
        '200 https://else.example/',
      ),
    ],
    expected: {
      outcome: 'notApplicable',
      why: 'one of the two leaves the product, which redirects/foreign-host judges',
    },
  },
  {
    story: 'neither is known',
    entries: [unknownEntryOf('shop.test'), unknownEntryOf('www.shop.test')],
    expected: { outcome: 'unknown' },
  },
])('$story', ({ entries, expected }) => {
  expect(check.judge({ entries }, sampleContext())).toMatchObject(expected);
});
