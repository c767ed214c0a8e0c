import { expect, it } from 'vitest';
import { entryOf, sampleContext, sampleEntry, unknownEntryOf } from '../../facts/redirects/reading/sample.ts';
import { sampleWalk } from '../../protocols/http/walk-sample.ts';
import check from './canonical-host.ts';

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
    story: 'everything ends on the declared host',
    entries: [apex, www],
    expected: { outcome: 'pass', found: 'all end on shop.test, as declared' },
  },
  {
    story: 'everything ends on www',
    entries: [
      ends('shop.test', '301 https://shop.test/ > https://www.shop.test/', '200 https://www.shop.test/'),
      ends('www.shop.test', '200 https://www.shop.test/'),
    ],
    expected: { outcome: 'fail', found: 'all end on www.shop.test, declared is shop.test' },
  },
  {
    story: 'they do not agree: told by apex-www',
    entries: [apex, ends('www.shop.test', '200 https://www.shop.test/')],
    expected: {
      outcome: 'notApplicable',
      why: 'the front doors do not agree, which redirects/apex-www judges',
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
