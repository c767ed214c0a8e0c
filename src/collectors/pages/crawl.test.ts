import { describe, expect, it } from 'vitest';
import type { FakeAnswer, FakeRoutes } from '../../outside/fake/http.ts';
import { fakeOutside } from '../../outside/fake/outside.ts';
import { Crawler, sampleBudget } from './crawling/crawler.ts';
import type { CrawlBudget } from './crawling/crawler.ts';

const origin = 'https://shop.test';
const page = (body: string): FakeAnswer => ({ headers: { 'content-type': 'text/html' }, body });

async function crawl(
  routes: FakeRoutes,
  budget: Partial<CrawlBudget> = {},
  declared: readonly string[] = [],
) {
  const outside = fakeOutside({ http: routes });
  const { http } = outside;
  const input = {
    start: `${origin}/`,
    declared: declared.map((url) => ({ url: `${origin}${url}`, isPrivate: false })),
    budget: { ...sampleBudget, ...budget },
  };
  const done = await new Crawler({ http, signal: new AbortController().signal }, outside.clock, input).run();
  return { done, urls: done.pages.map((each) => each.url.slice(origin.length)) };
}

describe('a crawl within its budget', () => {
  it('follows links and redirects of the host, each address once', async () => {
    const { done, urls } = await crawl({
      [`${origin}/`]: page(
        '<a href="/a">a</a><a href="/a#top">a</a><a href="https://other.test/">o</a>\n<a href="/old">old</a>',
      ),
      [`${origin}/a`]: page('<a href="/">home</a>'),
      [`${origin}/old`]: { status: 301, headers: { location: '/b' } },
      [`${origin}/b`]: page('b'),
      [`${origin}/robots.txt`]: { status: 404 },
    });
    expect(urls.toSorted()).toEqual(['/', '/a', '/b', '/old']);
    expect(done.links).toContainEqual({ from: `${origin}/`, to: `${origin}/old`, line: 2 });
    expect(done.limits).toEqual([]);
  });

  it('robots.txt is obeyed, except for what the owner declares', async () => {
    const { done, urls } = await crawl(
      {
        [`${origin}/robots.txt`]: { body: 'User-agent: *\nDisallow: /in' },
        [`${origin}/`]: page('<a href="/in/a">a</a><a href="/out">b</a>'),
        [`${origin}/*`]: page('x'),
      },
      {},
      ['/in/declared'],
    );
    expect(urls.toSorted()).toEqual(['/', '/in/declared', '/out']);
    expect(done.robots.left).toBe(1);
  });

  it('a calendar without end and a maze of relative links are counted, not walked', async () => {
    let day = 0;
    const { done, urls } = await crawl({
      [`${origin}/robots.txt`]: { status: 404 },
      [`${origin}/*`]: () => ({
        headers: { 'content-type': 'text/html' },
        body: `<a href="/day/${++day}">next</a><a href="deeper/">in</a>`,
      }),
    });
    expect(urls.length).toBeLessThanOrEqual(sampleBudget.pages);
    expect(done.limits.join(' ')).toContain('differ in numbers or parameters only');
  });

  it('pages, bytes and links have a limit, and what is left out is told', async () => {
    const many = Array.from(
      { length: 200 },
      (_, index) =>
        `<a href="/${String.fromCharCode(97 + (index % 26)).repeat(1 + Math.floor(index / 26))}">x</a>`,
    ).join('');
    const { done } = await crawl(
      { [`${origin}/robots.txt`]: { status: 404 }, [`${origin}/*`]: page(many) },
      { pages: 5, links: 50, perShape: 500 },
    );
    expect(done.pages.length).toBe(5);
    expect(done.links.length).toBe(50);
    expect(done.limits).toContainEqual(expect.stringContaining('50 links are kept'));
    expect(done.limits).toContainEqual(expect.stringContaining('5 pages a host are enough'));
    const heavy = await crawl(
      { [`${origin}/robots.txt`]: { status: 404 }, [`${origin}/*`]: page(many + 'x'.repeat(5000)) },
      { totalBytes: 1024 * 1024, pages: 500 },
    );
    expect(heavy.done.limits).toContainEqual('stopped after 1 MiB');
  });

  it('addresses that log out or delete are left alone, cookies lose their values', async () => {
    const { done, urls } = await crawl({
      [`${origin}/robots.txt`]: { status: 404 },
      [`${origin}/`]: {
        headers: { 'content-type': 'text/html', 'set-cookie': 'sid=verysecretvalue; Secure' },
        body: '<a href="/logout">x</a><a href="/item/delete">x</a>',
      },
    });
    expect(urls).toEqual(['/']);
    expect(JSON.stringify(done)).not.toContain('verysecretvalue');
    expect(JSON.stringify(done)).toContain('sid=<15 characters>; Secure');
  });

  it('robots.txt that answers 503 keeps everybody out (RFC 9309 section 2.3.1.4): only what the owner declares is asked', async () => {
    const { done, urls } = await crawl(
      {
        [`${origin}/robots.txt`]: { status: 503 },
        [`${origin}/`]: page('<a href="/a">a</a>'),
        [`${origin}/*`]: page('x'),
      },
      {},
      ['/mine'],
    );
    expect(urls.toSorted()).toEqual(['/', '/mine']);
    expect(done.limits).toEqual(['robots.txt answers 503, so only declared pages were asked']);
    expect(done.robots).toMatchObject({ status: 503, left: 1 });
  });

  it('robots.txt is followed through redirects', async () => {
    const { done } = await crawl({
      [`${origin}/robots.txt`]: { status: 301, headers: { location: '/r.txt' } },
      [`${origin}/r.txt`]: {
        body: 'User-agent: *\nDisallow: /in',
        headers: { 'content-type': 'text/plain' },
      },
      [`${origin}/`]: page('<a href="/in">a</a>'),
    });
    expect(done.robots).toMatchObject({ status: 200, left: 1, mediaType: 'text/plain' });
    expect(done.robots.text).toContain('Disallow: /in');
  });

  it('a host that asks for pauses gets them, one request at a time', async () => {
    let atOnce = 0;
    let most = 0;
    const { done, urls } = await crawl({
      [`${origin}/robots.txt`]: { body: 'User-agent: launch-ready\nCrawl-delay: 2\nDisallow:' },
      [`${origin}/*`]: async () => {
        most = Math.max(most, (atOnce += 1));
        await Promise.resolve();
        atOnce -= 1;
        return page('<a href="/b">b</a><a href="/c">c</a>');
      },
    });
    expect({ urls, most }).toEqual({ urls: ['/', '/b', '/c'], most: 1 });
    expect(done.limits).toEqual(['robots.txt asks for a pause of 2 s between requests']);
  });

  it('a host that says 429 is left alone after the third time, and those pages are no findings', async () => {
    const { done, urls } = await crawl({
      [`${origin}/robots.txt`]: { status: 404 },
      [`${origin}/`]: page('abcdefgh'.replaceAll(/./g, '<a href="/$&">x</a>')),
      [`${origin}/*`]: { status: 429, headers: { 'retry-after': '1' } },
    });
    expect(urls).toEqual(['/']);
    expect(done.limits.join(' ')).toMatch(
      /^the host asked to wait \d+ times \(429 or 503\) \d+ more addresses/,
    );
  });

  it('equal sites give equal facts, whatever page answers first', async () => {
    const slow = async (body: string): Promise<FakeAnswer> => {
      await new Promise((resolve) => queueMicrotask(() => resolve(null)));
      return page(body);
    };
    const { urls } = await crawl({
      [`${origin}/robots.txt`]: { status: 404 },
      [`${origin}/`]: page('<a href="/a">a</a><a href="/b">b</a>'),
      [`${origin}/a`]: () => slow('<a href="/a2">a</a>'),
      [`${origin}/b`]: page('<a href="/b2">b</a>'),
      [`${origin}/*`]: page('x'),
    });
    expect(urls.slice(0, 3)).toEqual(['/', '/a', '/b']);
  });
});
