import { describe, expect, it } from 'vitest';
import { unknownFact } from '../../model/fact.ts';
import { unixMs } from '../../model/brand.ts';
import type { Profile } from '../../model/profile.ts';
import type { AskedSitemap, SitemapEntry } from '../../facts/pages/sitemap.ts';
import { sampleAsset, sampleAssets } from '../../facts/cache/reading/sample.ts';
import { sampleCrawl, samplePage, samplePageContext } from '../../facts/pages/reading/sample.ts';
import type { CrawledPage } from '../../facts/pages/crawl.ts';
import { sampleCut, sampleEntry } from '../../facts/redirects/reading/sample.ts';
import { sampleWalk } from '../../protocols/http/walk-sample.ts';
import brokenFiles from './broken-files.ts';
import payload from './payload.ts';
import sharePreview from './share-preview.ts';
import sitemapAddresses from './sitemap-addresses.ts';
import sitemap from './sitemap.ts';
import soft404 from './soft-404.ts';

// EDGE-9, PERF-4: what pages load, list and show, judged without a browser.
const origin = 'https://shop.test';
const context = samplePageContext();
const none = unknownFact('not asked', 'ask');
const known = <T>(value: T) => ({
  state: 'known' as const,
  value,
  source: '',
  collectedAt: unixMs(0),
  tookMs: 1,
});
const gone = { status: 404, fields: [], bodyBytes: 9, wireBytes: 9 };

describe('files of pages', () => {
  it.each([
    ['there', sampleAsset('/a.js', []), 'pass', '1 file'],
    ['a script that is gone', sampleAsset('/a.js', [], { first: gone }), 'fail', '"severity":"high"'],
    [
      'a picture that is gone',
      sampleAsset('/a.png', [], { first: gone, kind: 'image' }),
      'fail',
      'image answers 404',
    ],
    [
      'the picture of a preview is told elsewhere',
      sampleAsset('/a.png', [], { first: gone, kind: 'share' }),
      'pass',
      '1 file',
    ],
  ])('%s', (_story, asset, outcome, words) => {
    const verdict = brokenFiles.judge({ assets: sampleAssets(asset) }, context);
    expect([verdict.outcome, JSON.stringify(verdict)]).toEqual([outcome, expect.stringContaining(words)]);
  });
  it('nothing loaded', () => {
    expect(brokenFiles.judge({ assets: sampleAssets() }, context).outcome).toBe('notApplicable');
  });

  it.each([
    ['light', 100_000, 'pass'],
    ['above the budget', 900_000, 'fail'],
  ])('%s', (_story, wireBytes, outcome) => {
    const url = `${origin}/a.jpg`;
    const page = samplePage('/', [], { loads: [{ kind: 'image', url, line: 1 }] });
    const asset = sampleAsset('/a.jpg', [], {
      first: { status: 200, fields: [], bodyBytes: wireBytes, wireBytes },
    });
    const profile = { page: { payloadBytes: 800_000 } } as unknown as Profile;
    const verdict = payload.judge(
      { crawl: sampleCrawl(page), assets: sampleAssets(asset) },
      { ...context, profile },
    );
    expect(verdict.outcome).toBe(outcome);
    expect(verdict).toMatchObject({
      found: expect.stringMatching(/kB, \d\.\d s on slow 4G; the budget is 800 kB/),
    });
  });
});

it('a host without pages of its own loads nothing and shares nothing', () => {
  const crawl = { isCrawled: false as const, why: 'visitors are sent elsewhere' };
  const aside = { outcome: 'notApplicable', why: 'visitors are sent elsewhere' };
  expect(payload.judge({ crawl, assets: sampleAssets() }, context)).toEqual(aside);
  expect(sharePreview.judge({ crawl, assets: none }, context)).toEqual(aside);
});

describe('a page that does not exist', () => {
  const probe = `${origin}/launch-ready-probe?utm_source=launch-ready&token=a%2Fb%3D%C3%A9`;
  it.each([
    ['404', sampleEntry(), 'pass'],
    ['410', sampleEntry({ httpsProbe: sampleWalk(`410 ${probe}`) }), 'pass'],
    ['200', sampleEntry({ httpsProbe: sampleWalk(`200 ${probe}`) }), 'fail'],
    [
      'the start page',
      sampleEntry({ httpsProbe: sampleWalk(`302 ${probe} > ${origin}/`, `200 ${origin}/`) }),
      'notApplicable',
    ],
    ['cut off', sampleCut, 'unknown'],
  ])('%s', (_story, entry, outcome) => {
    expect(soft404.judge({ entry, crawl: none }, context).outcome).toBe(outcome);
  });
  it('an interface for programs', () => {
    expect(
      soft404.judge({ entry: sampleEntry(), crawl: none }, samplePageContext('api.shop.test')).outcome,
    ).toBe('notApplicable');
  });
});

describe('sitemaps', () => {
  const file = {
    url: `${origin}/sitemap.xml`,
    origin: 'robots',
    status: 200,
    mediaType: 'application/xml',
    kind: 'pages',
    root: 'urlset',
    count: 1,
    isCut: false,
  } as const;
  const entry = (over: Partial<SitemapEntry> = {}): SitemapEntry => ({
    url: `${origin}/a`,
    file: file.url,
    status: 200,
    location: null,
    isNoindex: false,
    canonical: `${origin}/a`,
    ...over,
  });
  const seen = (files: Partial<AskedSitemap['files'][number]>, ...entries: SitemapEntry[]): AskedSitemap => ({
    isAsked: true,
    files: [{ ...file, ...files }],
    entries,
    total: entries.length,
  });
  it.each<[string, AskedSitemap, string]>([
    ['healthy', seen({}, entry()), 'pass'],
    ['gone', seen({ status: 404, kind: 'none', count: 0 }), 'fail'],
    ['a page', seen({ kind: 'none', root: 'html', count: 0 }), 'fail'],
    ['empty', seen({ count: 0 }), 'fail'],
    ['no answer', seen({ status: null, kind: 'none' }), 'unknown'],
    ['nowhere', seen({ origin: 'usual', status: 404, kind: 'none' }), 'notApplicable'],
  ])('the file: %s', (_story, value, outcome) => {
    expect(sitemap.judge({ sitemap: value }, context).outcome).toBe(outcome);
  });
  it.each<[string, readonly SitemapEntry[], string, string]>([
    ['healthy', [entry()], 'pass', '1 of them'],
    ['not asked', [entry({ status: null })], 'pass', '0 of them'],
    ['another host', [entry({ url: 'https://staging.shop.test/a' })], 'fail', 'staging.shop.test'],
    ['http', [entry({ url: 'http://shop.test/a' })], 'fail', 'not https'],
    ['moved', [entry({ status: 301, location: `${origin}/b` })], 'fail', 'redirected'],
    ['gone', [entry({ status: 404 })], 'fail', '404'],
    ['a login', [entry({ status: 401 })], 'pass', '1 of them'],
    [
      'marked noindex',
      [entry(), entry({ url: `${origin}/b`, isNoindex: true, canonical: null })],
      'fail',
      'noindex',
    ],
    ['all marked: told by pages/noindex', [entry({ isNoindex: true })], 'pass', '1 of them'],
    ['another view', [entry({ url: `${origin}/a?ref=mail` })], 'fail', 'another view'],
    ['nothing in it', [], 'notApplicable', 'no addresses'],
  ])('the addresses: %s', (_story, entries, outcome, words) => {
    const verdict = sitemapAddresses.judge({ sitemap: seen({}, ...entries), crawl: none }, context);
    expect([verdict.outcome, JSON.stringify(verdict)]).toEqual([outcome, expect.stringContaining(words)]);
  });
  it('addresses that robots.txt shuts', () => {
    const crawl = {
      ...sampleCrawl(),
      robots: { status: 200, sitemaps: [], left: 0, text: 'User-agent: *\nDisallow: /a', mediaType: '' },
    };
    expect(
      sitemapAddresses.judge({ sitemap: seen({}, entry()), crawl: known(crawl) }, context),
    ).toMatchObject({
      found: `${origin}/a: is kept out by robots.txt`,
    });
  });
  it('a host that could not be read', () => {
    const value = { isAsked: false as const, why: 'w' };
    expect(sitemap.judge({ sitemap: value }, context).outcome).toBe('notApplicable');
    expect(sitemapAddresses.judge({ sitemap: value, crawl: none }, context).outcome).toBe('notApplicable');
  });
});

describe('previews of shared links', () => {
  const shown = (
    image: string | null,
    more: CrawledPage['metas'] = [{ name: 'description', content: 'Things' }],
  ): CrawledPage =>
    samplePage('/', [], {
      metas: [...(image === null ? [] : [{ name: 'og:image', content: image }]), ...more],
    });
  const png = (over: object = {}) =>
    known(sampleAssets(sampleAsset('/share.png', ['content-type: image/png'], { kind: 'share', ...over })));
  it.each([
    ['healthy', shown(`${origin}/share.png`), png(), 'pass', '1 page'],
    ['not asked', shown('https://cdn.other.com/share.png'), none, 'pass', '1 page'],
    ['none', shown(null), none, 'fail', 'no picture'],
    ['a path', shown('/share.png'), none, 'fail', 'no whole address'],
    ['localhost', shown('http://localhost:3000/share.png'), none, 'fail', 'development machine'],
    ['in clear', shown('http://shop.test/share.png'), none, 'fail', 'not on https'],
    ['gone', shown(`${origin}/share.png`), png({ first: gone }), 'fail', 'answers 404'],
    ['no text', shown(`${origin}/share.png`, []), png(), 'fail', 'no description'],
  ] as const)('%s', (_story, page, assets, outcome, words) => {
    const verdict = sharePreview.judge({ crawl: sampleCrawl(page), assets }, context);
    expect([verdict.outcome, JSON.stringify(verdict)]).toEqual([outcome, expect.stringContaining(words)]);
  });
});
