import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PageScanner, scanLimits, scanPage } from './page-scan.ts';
import { styleUrls } from './style-urls.ts';

const page = `<!doctype html>
<title>Shop</title>
<base href="/shop/">
<link rel="stylesheet" href="a.css"><script src="a.js" integrity="sha256-x"></script>
<meta property="og:image" content="http://cdn.test/share.png">
<style>body { background: url(/sea.png) }</style>
<a href="/about">About</a>
<form action="/login" method="POST"><input type="password" name="p"></form>
<img srcset="s.png 1x, l.png 2x" style="background:url('dot.gif')">`;

describe('a delivered page', () => {
  it('what it loads and where it leads, with the line', () => {
    const scan = scanPage(page);
    expect(scan).toMatchObject({ title: 'Shop', base: '/shop/', isCut: false });
    expect(scan.references).toEqual([
      { kind: 'style', url: 'a.css', line: 4 },
      { kind: 'script', url: 'a.js', line: 4 },
      { kind: 'share', url: 'http://cdn.test/share.png', line: 5 },
      { kind: 'image', url: '/sea.png', line: 6 },
      { kind: 'link', url: '/about', line: 7 },
      { kind: 'form', url: '/login', line: 8 },
      { kind: 'image', url: 's.png', line: 9 },
      { kind: 'image', url: 'l.png', line: 9 },
      { kind: 'image', url: 'dot.gif', line: 9 },
    ]);
    expect(scan.forms).toEqual([{ action: '/login', method: 'post', hasPassword: true, line: 8 }]);
  });

  it('in pieces it reads the same as at once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (size) => {
        const scanner = new PageScanner();
        for (let at = 0; at < page.length; at += size) scanner.write(page.slice(at, at + size));
        const { references, forms } = scanner.end();
        expect({ references, forms }).toEqual({
          references: scanPage(page).references,
          forms: scanPage(page).forms,
        });
      }),
      { seed: 5 },
    );
  });

  it('a page of links without end is cut and says so', () => {
    const scan = scanPage('<a href="/x">'.repeat(scanLimits.references + 10));
    expect(scan.references.length).toBe(scanLimits.references);
    expect(scan.isCut).toBe(true);
  });

  it('nothing in a page makes it throw', () => {
    const pieces = fc.constantFrom(
      '<',
      '<a href=',
      '"',
      '<style>',
      'url(',
      '</style',
      '<!--',
      '<svg><script>',
      '\u0000',
      '&#x;',
      '<form>',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }),
        (parts) => void scanPage(parts.join('')),
      ),
      { seed: 6 },
    );
  });
});

it.each([
  [
    '@import "a.css"; @import url(b.css);',
    [
      ['style', 'a.css'],
      ['style', 'b.css'],
    ],
  ],
  ['a{b:url( "x y.png" )}', [['image', 'x y.png']]],
  ['/* url(no.png) */ a{b:url(yes.png)}', [['image', 'yes.png']]],
  ['a{b:url(data:image/png;base64,xx)}', []],
  ['/* never closed url(a)', []],
])('a style sheet %s', (css, expected) => {
  expect(styleUrls(css).map(({ kind, url }) => [kind, url])).toEqual(expected);
});
