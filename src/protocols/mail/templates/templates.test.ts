import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { supportRows } from './data/support.ts';
import { inlineDeclarations, scanStyles } from './css.ts';
import { clientNames, gmailClipBytes, lintTemplate } from './lint.ts';
import { scanTemplate } from './scan.ts';

const page = (body: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width">${head}</head><body>${body}</body></html>`;
const features = (html: string): readonly string[] =>
  lintTemplate(scanTemplate(html)).map(({ feature }) => feature);

describe('templates against what mail programs support (MAIL-6)', () => {
  const rows: readonly (readonly [story: string, html: string, expected: readonly string[]])[] = [
    ['a plain mail has nothing to say', page('<p style="color:#333;font-family:sans-serif">Hello</p>'), []],
    ['flexbox falls apart in the Word engine', page('<div style="display: FLEX">a</div>'), ['display:flex']],
    [
      'values that ask for nothing do not count',
      page('<p style="float:none;position:static;display:block">a</p>'),
      [],
    ],
    ['a variable takes the whole declaration away', page('<p style="color: var(--brand)">a</p>'), ['var()']],
    [
      'functions inside strings and words are not functions',
      page('<p style="font-family:\'min-font\'">a</p>'),
      [],
    ],
    ['rem in a shorthand', page('<p style="margin:0 auto 1.5rem">a</p>'), ['rem']],
    ['a colour with letters is no unit', page('<p style="color:#1vw">a</p>'), []],
    [
      'an imported style sheet',
      page('', '<style>@import url("https://fonts.example/a.css");p{color:red}</style>'),
      ['@import'],
    ],
    ['a hover rule', page('', '<style>a:hover{color:red}</style>'), [':hover']],
    ['old and new spelling of ::before', page('', '<style>p:before{content:"x"}</style>'), ['::before']],
    ['nested rules', page('', '<style>.a{color:red;.b{color:blue}}</style>'), ['nesting']],
    [
      'rules inside @media are no nesting',
      page('', '<style>@media (max-width:600px){.a{color:red}}</style>'),
      ['@media'],
    ],
    [
      'conditional comments are for Outlook alone',
      page('<!--[if mso]><div style="display:flex"></div><![endif]--><p>a</p>'),
      [],
    ],
    ['a WebP picture', page('<img src="https://x.example/a.webp?x=1" alt="">'), ['image/webp']],
    [
      'a picture inside the mail as data',
      page('<img src="data:image/png;base64,AAAA" alt="">'),
      ['data-image'],
    ],
    ['a script', page('<script>1</script>'), ['<script>']],
    [
      'an external style sheet',
      page('', '<link rel="stylesheet" href="https://x.example/a.css">'),
      ['<link rel=stylesheet>'],
    ],
    ['a preconnect is no style sheet', page('', '<link rel="preconnect" href="https://x.example">'), []],
    [
      'a table wider than a phone',
      page('<table role="presentation" width="640"><tr><td>a</td></tr></table>'),
      ['fixed-width'],
    ],
    [
      'a fluid table',
      page(
        '<table role="presentation" width="640" style="width:100%;max-width:640px"><tr><td>a</td></tr></table>',
      ),
      [],
    ],
    [
      'a layout table screen readers read out',
      page('<table cellpadding="0"><tr><td>a</td></tr></table>'),
      ['table-role'],
    ],
    ['no viewport and no language', '<p>Hello</p>', ['viewport', 'language']],
  ];
  it.each(rows)('%s', (_story, html, expected) => {
    expect([...features(html)].toSorted()).toEqual([...expected].toSorted());
  });

  it('a mail that Gmail clips says the figure', () => {
    const [issue] = lintTemplate(scanTemplate(page('x'.repeat(gmailClipBytes))));
    expect(issue?.effect).toMatch(/^102\d{3} bytes of HTML: cut off after 102400/);
    expect(clientNames(issue?.clients ?? [])).toBe('Gmail (web and apps)');
  });

  it('content that is missing comes before looks', () => {
    const found = features(
      page('<video src="a.mp4"></video><p style="border-radius:4px;display:grid">a</p>'),
    );
    expect(found).toEqual(['<video>', 'display:grid', 'border-radius']);
  });

  it('the table names each feature once and somebody who lacks it', () => {
    expect(new Set(supportRows.map(({ feature }) => feature)).size).toBe(supportRows.length);
    expect(supportRows.length).toBeGreaterThan(90);
    for (const { lacks, effect } of supportRows)
      expect([lacks.length > 0, effect.length > 5]).toEqual([true, true]);
  });
});

describe('what an HTML mail is made of', () => {
  it('links with their text or the alt of their picture, images with alt and size', () => {
    const scan = scanTemplate(
      page(
        '<a href=" https://x.example/a ">Read <b>more</b></a><a href="https://x.example/b"><img src="i.png" alt="Logo" width="20" height="20"></a><img src="p.gif">',
      ),
    );
    expect(scan.links).toEqual([
      { url: 'https://x.example/a', text: 'Read more' },
      { url: 'https://x.example/b', text: 'Logo' },
    ]);
    expect(scan.images).toEqual([
      { src: 'i.png', alt: 'Logo', widthPx: 20, heightPx: 20 },
      { src: 'p.gif', alt: null, widthPx: null, heightPx: null },
    ]);
  });

  it('style and title are no text', () => {
    expect(scanTemplate(page('<p>Seen</p>', '<title>Not</title><style>p{}</style>')).text).toBe('Seen');
  });

  it('semicolons in quotes and addresses do not end a declaration', () => {
    expect(inlineDeclarations('background: url("a;b.png"); color: RED !important')).toEqual([
      { property: 'background', value: 'url("a;b.png")' },
      { property: 'color', value: 'red' },
    ]);
  });
});

describe('hostile templates', () => {
  it('never throw, stay bounded and quick (seeded)', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '{',
      '}',
      '(',
      ')',
      '"',
      "'",
      ';',
      ':',
      '@media',
      '/*',
      '*/',
      '<style>',
      '</style>',
      '<a href=',
      'var(',
      '\\',
      '\u0000',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), (parts) => {
        const text = parts.join('');
        scanStyles(text);
        expect(lintTemplate(scanTemplate(text)).length).toBeLessThan(300);
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });

  it.each([
    ['a hundred thousand open parentheses', `<style>${'('.repeat(100_000)}</style>`],
    ['a hundred thousand open braces', `<style>${'a{'.repeat(50_000)}</style>`],
    ['comments that never end', `<style>${'/*'.repeat(50_000)}</style>`],
    ['elements nested a hundred thousand deep', '<div>'.repeat(100_000)],
    ['half a million links', '<a href=x>'.repeat(100_000)],
  ])('%s', (_story, html) => {
    expect(scanTemplate(html).links.length).toBeLessThanOrEqual(500);
  });
});
