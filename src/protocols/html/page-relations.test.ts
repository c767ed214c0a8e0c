import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkTargets } from '../http/link-field.ts';
import { PageScanner, scanPage } from './page-scan.ts';

describe('what a page says about itself and its sisters', () => {
  it('canonical and language links are read with their line, a canonical link of the body is marked', () => {
    const { relations, language } = scanPage(
      '<html lang="en-GB"><head><link rel="canonical" href="/a">\n<link rel="alternate" hreflang="DE" href="/de">' +
        '<link rel="alternate" type="application/rss+xml" href="/feed"></head><body><link rel=canonical href=/b>',
    );
    expect(relations).toEqual([
      { kind: 'canonical', url: '/a', language: '', line: 1, isInHead: true },
      { kind: 'alternate', url: '/de', language: 'de', line: 2, isInHead: true },
      { kind: 'canonical', url: '/b', language: '', line: 2, isInHead: false },
    ]);
    expect(language).toBe('en-gb');
  });

  it('the same words are the same text, whatever the markup, scripts and styles', () => {
    const one = scanPage('<p>Net <b>bag</b>, 24 EUR</p><script>var x = 1</script>').text;
    const other = scanPage('<style>p{}</style><div>net bag</div>\n\n<i>24</i> eur.').text;
    expect(one).toEqual(other);
    expect(one.letters).toBe(11);
    expect(scanPage('<p>Net bag, 25 EUR').text.digest).not.toBe(one.digest);
  });

  it('where the pieces end makes no difference', () => {
    const html = '<p>From the people of the harbour</p><p>Tide lamp 89.00 EUR</p>';
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), (size) => {
        const scanner = new PageScanner();
        for (let at = 0; at < html.length; at += size) scanner.write(html.slice(at, at + size));
        expect(scanner.end().text).toEqual(scanPage(html).text);
      }),
      { seed: 4, numRuns: 30 },
    );
  });

  it.each([
    ['<script src=a.js>', true],
    ['<script src=a.js defer>', false],
    ['<script src=a.js async>', false],
    ['<script src=a.js type=module>', false],
    ['<script src=a.js type="text/javascript">', true],
    ['<script>1</script>', false],
    ['<body><script src=a.js>', false],
  ])('%s stops the first picture: %s', (html, isBlocking) => {
    expect(scanPage(html).scripts[0]?.isBlocking).toBe(isBlocking);
  });
});

describe('a Link field', () => {
  it.each([
    ['<https://a.test/>; rel="canonical"', ['https://a.test/']],
    ['</a>; rel=preload, </b>; rel="next canonical"', ['/b']],
    ['<https://a.test/>; rel="canonical-ish"', []],
    ['rel=canonical', []],
  ])('%s', (text, expected) => {
    expect(linkTargets([text], 'canonical')).toEqual(expected);
  });

  it('whatever stands there, it is read', () => {
    fc.assert(
      fc.property(fc.string(), (text) => Array.isArray(linkTargets([text], 'canonical'))),
      { seed: 4 },
    );
  });
});
