import { expect, it } from 'vitest';
import { readPageHead } from '../http/page-head.ts';
import { BoundedParser, maxDepth, withinDepth } from './bounded-parser.ts';
import { scanPage } from './page-scan.ts';

it.each([
  ['as deep as pages go', 400, false],
  ['as deep as is read', maxDepth, false],
  ['a page of nothing but opening tags', 400_000, true],
])('%s', (_story, depth, isCut) => {
  const parser = new BoundedParser({});
  parser.end('<div>'.repeat(depth));
  expect(parser.isCut).toBe(isCut);
});

it('what stands before the depths is read, what stands in them is not, and the page says that it is cut', () => {
  const html = `<title>Shop</title><a href="/about">x</a>${'<b><i>'.repeat(200_000)}<a href="/deep">x</a>`;
  const { title, references, isCut } = scanPage(html);
  expect({ title, urls: references.map(({ url }) => url), isCut }).toEqual({
    title: 'Shop',
    urls: ['/about'],
    isCut: true,
  });
  expect(readPageHead(`<link rel=canonical href="/a">${html}`, 'https://shop.test/').canonical).toEqual([
    'https://shop.test/a',
  ]);
});

it('a page people made is kept whole, one of nothing but opening tags to where it gets lost', () => {
  const usual = '<main>' + '<section><p>a</p></section>'.repeat(20_000) + '</main>';
  expect(withinDepth(usual)).toBe(usual);
  const deep = '<b><i>'.repeat(200_000);
  expect(withinDepth(deep).length).toBeLessThan(20_000);
  expect(deep.startsWith(withinDepth(deep))).toBe(true);
});

it('elements beside each other and void ones are no depth', () => {
  const parser = new BoundedParser({});
  parser.end('<p>a</p><br><img src=a><li>b'.repeat(20_000));
  expect(parser.isCut).toBe(false);
});
