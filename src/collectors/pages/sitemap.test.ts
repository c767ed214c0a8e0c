import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { CollectContext } from '../../model/collector.ts';
import { fakeOutside } from '../../outside/fake/outside.ts';
import type { FakeRoutes } from '../../outside/fake/http.ts';
import type { DoneCrawl } from '../../facts/pages/crawl.ts';
import { sampleCrawl, samplePage } from '../../facts/pages/reading/sample.ts';
import links from './links.ts';
import sitemap from './sitemap.ts';

// EDGE-9: sitemaps and links are asked within a budget, whatever servers send.
const origin = 'https://shop.test';
const list = (...paths: readonly string[]): string =>
  `<urlset>${paths.map((path) => `<url><loc>${origin}${path}</loc></url>`).join('')}</urlset>`;

function contextOf(routes: FakeRoutes, crawl: DoneCrawl) {
  const outside = fakeOutside({ http: routes });
  const context = {
    target: { kind: 'host', name: 'shop.test' },
    inputs: { crawl },
    manifest: { product: { domain: 'shop.test', canonicalHost: null }, hosts: [] },
    outside,
    signal: new AbortController().signal,
  } as unknown as CollectContext<typeof sitemap.inputs>;
  return { context, outside };
}
const crawled = (over: Partial<DoneCrawl> = {}): DoneCrawl => ({ ...sampleCrawl(samplePage('/')), ...over });
const named = (...sitemaps: string[]): Partial<DoneCrawl> => ({
  robots: { status: 200, sitemaps, left: 0, text: '', mediaType: 'text/plain' },
});
async function read(routes: FakeRoutes, crawl: DoneCrawl) {
  const { context, outside } = contextOf(routes, crawl);
  const fact = await sitemap.collect(context);
  if (fact.state !== 'known' || !fact.value.isAsked) throw new Error('not asked');
  return { ...fact.value, requests: outside.http.requests.length };
}

describe('sitemaps', () => {
  it('an index is followed one file at a time, packed files are unpacked, pages of the crawl are not asked again', async () => {
    const value = await read(
      {
        [`${origin}/index.xml`]: `<sitemapindex><sitemap><loc>${origin}/a.xml.gz</loc></sitemap></sitemapindex>`,
        [`${origin}/a.xml.gz`]: { body: new Uint8Array(gzipSync(list('/', '/a'))) },
        [`${origin}/a`]: { status: 301, headers: { location: '/b' } },
      },
      crawled(named(`${origin}/index.xml`)),
    );
    expect(value.files.map(({ kind, count }) => [kind, count])).toEqual([
      ['index', 1],
      ['pages', 2],
    ]);
    expect(value.entries.map(({ status, location }) => [status, location])).toEqual([
      [200, null],
      [301, `${origin}/b`],
    ]);
    expect(value.requests).toBe(3);
  });

  it('an index that names itself, a packed bomb and a list without end are bounded', async () => {
    const many = Array.from({ length: 2000 }, (_, at) => `/p${at}`);
    const value = await read(
      {
        [`${origin}/loop.xml`]: `<sitemapindex>${`<sitemap><loc>${origin}/loop.xml</loc></sitemap>`.repeat(50)}</sitemapindex>`,
        [`${origin}/bomb.xml.gz`]: { body: new Uint8Array(gzipSync(Buffer.alloc(30_000_000, 60))) },
        [`${origin}/many.xml`]: list(...many),
        [`${origin}/*`]: { status: 404 },
      },
      crawled(named(`${origin}/loop.xml`, `${origin}/bomb.xml.gz`, `${origin}/many.xml`)),
    );
    expect(value.files.map(({ kind, root }) => [kind, root])).toEqual([
      ['index', 'sitemapindex'],
      ['none', ''],
      ['pages', 'urlset'],
    ]);
    expect(value.entries.length).toBe(500);
    expect(value.total).toBe(2000);
    expect(value.requests).toBe(23);
  });
});

describe('links that leave the host', () => {
  it('each is asked once, two of a foreign site are enough, nothing is downloaded', async () => {
    const targets = [
      'https://a.test/1',
      'https://a.test/2',
      'https://a.test/3',
      'https://docs.shop.test/',
      `${origin}/own`,
    ];
    const { context, outside } = contextOf(
      {
        'HEAD https://a.test/1': { status: 405 },
        'GET https://a.test/1': 'here',
        'https://a.test/2': { status: 404 },
        'https://docs.shop.test/': 'x',
      },
      crawled({ links: [...targets, ...targets].map((to) => ({ from: `${origin}/`, to, line: 1 })) }),
    );
    const fact = await links.collect(context);
    expect(
      fact.state === 'known' && fact.value.asked.map(({ url, status, isOwn }) => [url, status, isOwn]),
    ).toEqual([
      ['https://docs.shop.test/', 200, true],
      ['https://a.test/1', 200, false],
      ['https://a.test/2', 404, false],
    ]);
    expect(fact.state === 'known' && fact.value.leftOut).toBe(1);
    expect(
      outside.http.requests.every(({ method, maxBodyBytes }) => method === 'HEAD' || maxBodyBytes === 4096),
    ).toBe(true);
  });
});
