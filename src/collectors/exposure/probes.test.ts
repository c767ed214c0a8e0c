import { describe, expect, it } from 'vitest';
import type { AskedExposure } from '../../facts/exposure/probes.ts';
import type { FakeRoutes } from '../../outside/fake/http.ts';
import { fakeOutside } from '../../outside/fake/outside.ts';
import { HostProbe } from './probing/host-probe.ts';

const origin = 'https://shop.test';
const app = {
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Shop</title><div id="root"></div>',
};

async function probe(routes: FakeRoutes, more: { folders?: string[]; isAdmin?: boolean } = {}) {
  const outside = fakeOutside({ http: routes });
  const input = { origin, folders: more.folders ?? [], isAdmin: more.isAdmin ?? false };
  const found = await new HostProbe(outside, new AbortController().signal, input).run();
  return { found, requests: outside.http.requests };
}
const urls = ({ hits }: AskedExposure): readonly string[] => hits.map(({ url }) => url);

// EDGE-8
describe('asking a host for what should not be there', () => {
  it('a soft 404 that answers 200 to everything raises nothing, and what is really there is still found', async () => {
    const { found, requests } = await probe({
      [`${origin}/*`]: app,
      [`${origin}/.git/HEAD`]: 'ref: refs/heads/main\n',
      [`${origin}/.env`]: app,
    });
    expect(urls(found)).toEqual([`${origin}/.git/HEAD`]);
    expect(found.soft).toHaveLength(6);
    expect(requests.length).toBeLessThan(190);
  });

  it('a host that answers anything with the same text file confirms nothing', async () => {
    const { found } = await probe({
      [`${origin}/*`]: { headers: { 'content-type': 'text/plain' }, body: 'KEY=1\nSECRET=2\n' },
    });
    expect(found.hits).toEqual([]);
  });

  it('a host that answers anything with a different listing confirms nothing', async () => {
    let n = 0;
    const { found } = await probe({
      [`${origin}/*`]: () => ({
        headers: { 'content-type': 'text/html' },
        body: `<title>Index of /${'abcdefgh'[(n += 1) % 8]}/</title><a href="${'x'.repeat(n)}">f</a>`,
      }),
    });
    expect(found.hits).toEqual([]);
  });

  it('a redirect is followed only when it adds the final slash', async () => {
    const { found } = await probe({
      [`${origin}/*`]: { status: 404 },
      [`${origin}/.svn/entries`]: { status: 302, headers: { location: 'https://elsewhere.test/' } },
      [`${origin}/docs`]: { status: 301, headers: { location: '/docs/' } },
      [`${origin}/docs/`]: { headers: { 'content-type': 'text/html' }, body: '<title>Swagger UI</title>' },
    });
    expect(urls(found)).toEqual([`${origin}/docs/`]);
  });

  it('a host that stops answering is left alone, and that is told', async () => {
    const { found, requests } = await probe({ [`${origin}/*`]: { status: 429 } });
    expect(requests.length).toBeLessThan(30);
    expect(found.stopped).toBe('12 questions in a row got no usable answer (429)');
  });

  it('the site’s own folders and the start page of a back office are asked too', async () => {
    const list = {
      headers: { 'content-type': 'text/html' },
      body: '<title>Index of /theme/js/</title><a href="a.js">a</a>',
    };
    const office = {
      headers: { 'content-type': 'text/html' },
      body: '<title>Back office</title><table><tr><td>1</td></tr></table>',
    };
    const { found } = await probe(
      { [`${origin}/*`]: { status: 404 }, [`${origin}/theme/js/`]: list, [`${origin}/`]: office },
      { folders: ['/theme/js/'], isAdmin: true },
    );
    expect(urls(found).toSorted()).toEqual([`${origin}/`, `${origin}/theme/js/`]);
  });

  it('large files are asked for their first bytes, and their size is told', async () => {
    const { found, requests } = await probe({
      [`${origin}/*`]: { status: 404 },
      [`${origin}/backup.sql`]: {
        status: 206,
        headers: { 'content-range': 'bytes 0-2047/52428800' },
        body: 'SQLite format 3\u0000',
      },
    });
    expect(found.hits[0]?.detail).toBe('is a database of 50.0 MiB');
    const asked = requests.find(({ url }) => url.endsWith('/backup.sql'));
    expect(asked?.headers).toContainEqual(['range', 'bytes=0-2047']);
  });
});
