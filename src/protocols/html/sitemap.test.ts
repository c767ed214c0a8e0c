import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSitemap } from './sitemap.ts';

describe('a sitemap file', () => {
  it.each([
    [
      'pages',
      '<?xml version="1.0"?><urlset><url><loc> https://a.test/x?a=1&amp;b=2 </loc></url><url><loc>https://a.test/y</loc></url></urlset>',
      { kind: 'pages', urls: ['https://a.test/x?a=1&b=2', 'https://a.test/y'], root: 'urlset' },
    ],
    [
      'pictures are not pages',
      '<urlset><url><loc>https://a.test/</loc><image:image><image:loc>https://a.test/i.png</image:loc></image:image></url></urlset>',
      { kind: 'pages', urls: ['https://a.test/'], root: 'urlset' },
    ],
    [
      'an index',
      '<sitemapindex><sitemap><loc>https://a.test/s1.xml</loc></sitemap></sitemapindex>',
      { kind: 'index', urls: ['https://a.test/s1.xml'], root: 'sitemapindex' },
    ],
    ['a web page', '<!doctype html><html><body>Not found', { kind: 'none', urls: [], root: 'html' }],
    [
      'lines of text',
      'https://a.test/\nhttps://a.test/b\n',
      { kind: 'pages', urls: ['https://a.test/', 'https://a.test/b'], root: 'text' },
    ],
    ['nothing', '', { kind: 'none', urls: [], root: '' }],
  ])('%s', (_what, text, expected) => {
    expect(readSitemap(text)).toEqual(expected);
  });

  it('whatever the bytes, it is read, and bounded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(readSitemap(`<urlset><url><loc>${text}`).urls.length).toBeLessThanOrEqual(50_000);
      }),
      { seed: 9, numRuns: 200 },
    );
    const many = readSitemap(`<urlset>${'<url><loc>https://a.test/</loc></url>'.repeat(50_010)}</urlset>`);
    expect(many.urls.length).toBe(50_000);
  });
});
