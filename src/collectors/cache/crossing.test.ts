import { describe, expect, it } from 'vitest';
import { fakeOutside } from '../../outside/fake/outside.ts';
import type { FakeAnswer } from '../../outside/fake/http.ts';
import type { HttpRequest } from '../../model/outside-http.ts';
import { Crossing } from './crossing.ts';
import { Visitor } from './visiting.ts';

const url = 'https://shop.test/home';

/** A shop that gives every newcomer an identity and shows it, behind a cache with the given key; null is not kept at all. */
function shop(keyOf: (request: HttpRequest) => string | null, showsIdentity: boolean): FakeAnswer {
  const kept = new Map<string, FakeAnswer>();
  let count = 0;
  return (request) => {
    const key = keyOf(request);
    const known = key === null ? undefined : kept.get(key);
    if (known !== undefined) return known;
    const cookie = request.headers?.find(([name]) => name === 'cookie')?.[1];
    const identity = cookie?.slice('sid='.length) ?? `visitor-number-${++count}-0000`;
    const body = showsIdentity ? `<p>Hello ${identity}</p>` : '<p>Hello</p>';
    const headers: Record<string, string> = { 'content-type': 'text/html' };
    if (cookie === undefined) headers['set-cookie'] = `sid=${identity}; Path=/; Secure`;
    const answer = { headers, body };
    if (key !== null) kept.set(key, answer);
    return answer;
  };
}

async function cross(answer: FakeAnswer) {
  const { http, random } = fakeOutside({ http: { 'https://shop.test/*': answer } });
  const who = (name: string): Visitor =>
    new Visitor(name, { http, signal: new AbortController().signal }, { nowMs: 0 });
  return new Crossing({
    url,
    welcome: null,
    first: who('the first visitor'),
    second: who('the second visitor'),
    stranger: who('a stranger'),
    newcomers: [who('a newcomer'), who('another newcomer')],
    random,
  }).run();
}

const cookieOf = (request: HttpRequest): string =>
  request.headers?.find(([name]) => name === 'cookie')?.[1] ?? '';

describe('two visitors, a stranger and two newcomers', () => {
  it('no cache: nothing crosses over', async () => {
    const { marks, crossings } = await cross(shop(() => null, true));
    expect(marks).toBeGreaterThan(0);
    expect(crossings).toEqual([]);
  });

  it('a cache that keeps visitors apart: nothing crosses over', async () => {
    const apart = shop(
      (request) => (cookieOf(request) === '' ? null : `${request.url} ${cookieOf(request)}`),
      true,
    );
    expect((await cross(apart)).crossings).toEqual([]);
  });

  it('a cache that looks at the address only: one visitor reads the page of another', async () => {
    const { crossings } = await cross(shop((request) => request.url, true));
    expect(crossings[0]).toMatchObject({ url, from: 'the first visitor', to: 'the second visitor' });
    expect(crossings[0]?.transcript.length).toBeGreaterThan(6);
    expect(JSON.stringify(crossings)).not.toContain('visitor-number-1-0000');
  });

  it('only the cookie is shared: two newcomers get the same identity', async () => {
    const sharing = shop(
      (request) => (request.url === url && cookieOf(request) === '' ? request.url : null),
      false,
    );
    expect((await cross(sharing)).crossings).toMatchObject([
      { what: 'cookie sid', from: 'a newcomer', to: 'another newcomer' },
    ]);
  });

  it('the same page for everybody is no leak', async () => {
    const { marks, crossings } = await cross({
      headers: { 'content-type': 'text/html' },
      body: '<p>version-2026-11-22-build-77</p>',
    });
    expect({ marks, crossings }).toEqual({ marks: 0, crossings: [] });
  });

  it('a page that does not answer is told, not passed', async () => {
    expect(await cross({ error: 'timed-out' })).toMatchObject({
      marks: null,
      crossings: [],
      failure: expect.any(String),
    });
  });
});
