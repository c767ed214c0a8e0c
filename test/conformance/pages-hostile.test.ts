import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { Crawler, sampleBudget } from '../../src/collectors/pages/crawling/crawler.ts';
import type { DoneCrawl } from '../../src/facts/pages/crawl.ts';
import { bomb, facing, type Facing } from './facing.ts';

// EDGE-9 and SEC-1: a crawl over real sockets of pages nobody should have to read.
const { signal } = new AbortController();
const start = 'http://shop.test/';
const megabyte = 1024 * 1024;
/** What a page is read to, and what the system has taken in when the reading stops. */
const mostSent = 12 * megabyte;

const crawl = async ({ outside }: Facing): Promise<DoneCrawl> =>
  new Crawler({ http: outside.http, signal }, outside.clock, {
    start,
    declared: [],
    budget: { ...sampleBudget, pages: 5 },
  }).run();

/** 50 MB as `part` again and again after `head`; everything else is missing. */
const served =
  (head: string, part: string, fields: Readonly<Record<string, string>> = {}) =>
  (path: string, response: ServerResponse): void => {
    if (path !== '/') return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/html', ...fields });
    response.write(head);
    let left = (50 * megabyte) / 65_536;
    const chunk = part.repeat(Math.ceil(65_536 / part.length));
    const more = (): void => {
      while (left > 0 && !response.destroyed) {
        left -= 1;
        if (!response.write(chunk)) return void response.once('drain', more);
      }
      response.end();
    };
    more();
  };

describe('50 MB of HTML over a real socket are read to the limit, and that is told', () => {
  it.each<readonly [string, string, string]>([
    ['paragraphs', '<!doctype html><title>Shop</title>', '<p>Rope and sail, two for one.</p>\n'],
    ['links', '<title>Shop</title>', '<a href="/a?b=1">x</a>'],
    ['elements inside each other', '<title>Shop</title>', '<div><span>'],
    ['one attribute', '<title>Shop</title><a href="', 'x'],
    ['one comment', '<title>Shop</title><!--', '- '],
    ['one script', '<title>Shop</title><script>', 'x();'],
    ['opening brackets', '<title>Shop</title>', '<'],
    ['entities', '<title>Shop</title>', '&amp;&#x26;&bogus'],
    ['zero bytes', '<title>Shop</title>', '\u0000'],
  ])('%s', { timeout: 60_000 }, async (_what, head, part) => {
    await using world = await facing(served(head, part));
    const done = await crawl(world);
    expect(done.pages[0]).toMatchObject({ url: start, title: 'Shop', isCut: true, bodyBytes: 2 * megabyte });
    expect(done.limits).toContain(`only the beginning of ${start} was read`);
    expect(done.pages.length).toBeLessThanOrEqual(5);
    expect(done.links.length).toBeLessThanOrEqual(sampleBudget.links);
    expect(JSON.stringify(done).length).toBeLessThan(megabyte);
    expect(world.sent()).toBeLessThan(mostSent);
  });
});

describe('other pages that mean no good', () => {
  it('a gigabyte of zeros packed as a page is opened to the limit', { timeout: 30_000 }, async () => {
    await using world = await facing((path, response) =>
      path === '/' ? bomb(response, 'text/html') : response.writeHead(404).end(),
    );
    const done = await crawl(world);
    expect(done.pages[0]).toMatchObject({ isCut: true, bodyBytes: 2 * megabyte });
  });

  it.each([
    ['a metadata address', 'http://inside.shop.test/latest/meta-data/'],
    ['a metadata address in figures', 'http://169.254.169.254/latest/meta-data/'],
    ['this machine', 'http://127.0.0.1:22/'],
    ['this machine by its other name', 'http://[::1]/'],
  ])('a redirect to %s is not followed', async (_what, location) => {
    const asked: string[] = [];
    await using world = await facing((path, response) => {
      asked.push(path);
      response.writeHead(path === '/' ? 302 : 404, { location }).end();
    });
    const done = await crawl(world);
    expect(asked.toSorted()).toEqual(['/', '/robots.txt']);
    expect(done.pages.map(({ url, status }) => `${url} ${status}`)).toEqual([`${start} 302`]);
  });

  it('a site that grows a new page behind every link ends at the budget', { timeout: 30_000 }, async () => {
    let count = 0;
    await using world = await facing((path, response) => {
      if (path === '/robots.txt') return void response.writeHead(404).end();
      count += 1;
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(`<title>${count}</title>${'abc'.replaceAll(/./g, `<a href="${path}$&/">x</a>`)}`);
    });
    const done = await crawl(world);
    expect(done.pages.length).toBe(5);
    expect(done.limits.join('; ')).toContain('5 pages a host are enough');
  });

  it('answers that break off, lie about their length or are no HTTP are failures with a reason', async () => {
    await using world = await facing((path, response) => {
      if (path === '/robots.txt') return void response.writeHead(404).end();
      if (path === '/')
        return void response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<a href="/cut">x</a><a href="/reset">x</a>');
      if (path === '/cut') response.writeHead(200, { 'content-length': '100000' }).write('some');
      response.socket?.end();
    });
    const done = await crawl(world);
    expect(done.pages.map(({ url }) => url)).toEqual([start]);
    expect(done.failures.map(({ url }) => url).toSorted()).toEqual([`${start}cut`, `${start}reset`]);
    expect(done.failures.every(({ message }) => message !== '')).toBe(true);
  });
});
