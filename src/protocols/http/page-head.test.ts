import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPageHead, readRefresh } from './page-head.ts';

const url = 'https://shop.test/a/';
const none = { canonical: [], ogUrl: null, refresh: null };

describe('what a page says about its own address', () => {
  test.each([
    ['<link rel="canonical" href="https://shop.test/">', { ...none, canonical: ['https://shop.test/'] }],
    ['<LINK HREF=/b REL="alternate Canonical">', { ...none, canonical: ['https://shop.test/b'] }],
    [
      '<base href="https://else.test/"><link rel=canonical href=x>',
      { ...none, canonical: ['https://else.test/x'] },
    ],
    ['<link rel=canonical>', { ...none, canonical: [null] }],
    ['<link rel=canonical href="javascript:x">', { ...none, canonical: [null] }],
    ['<meta property="og:url" content="/c">', { ...none, ogUrl: 'https://shop.test/c' }],
    [
      '<meta http-equiv="Refresh" content="3; URL=\'/d\'">',
      { ...none, refresh: { seconds: 3, url: 'https://shop.test/d' } },
    ],
    ['<meta http-equiv="refresh" content="30">', none],
    ['<!-- <link rel=canonical href=/x> --><script>"<link rel=canonical href=/y>"</script>', none],
  ])('%s', (html, head) => {
    expect(readPageHead(html, url)).toEqual(head);
  });

  test('a thousand canonical links are cut to ten', () => {
    expect(readPageHead('<link rel=canonical href=/>'.repeat(1000), url).canonical).toHaveLength(10);
  });
});

test.each([
  ['0;url=/x', { seconds: 0, url: 'https://shop.test/x' }],
  ['5, /x', { seconds: 5, url: 'https://shop.test/x' }],
  ['1.5; url="https://else.test/"', { seconds: 1, url: 'https://else.test/' }],
  ['5', null],
  ['; url=/x', null],
])('refresh "%s"', (content, refresh) => {
  expect(readRefresh(content, url)).toEqual(refresh);
});

test('whatever a page holds, reading it ends and throws nothing', () => {
  const piece = fc.constantFrom(
    '<link ',
    'rel=canonical ',
    'href="',
    '">',
    '<meta ',
    'content=0;url=',
    '\u0000',
    '</',
    '<!--',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 10 })), { maxLength: 60 }), (pieces) => {
      const head = readPageHead(pieces.join(''), url);
      expect(head.canonical.length).toBeLessThanOrEqual(10);
    }),
    { seed: 1, numRuns: 300 },
  );
});
