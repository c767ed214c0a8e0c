import { expect, test } from 'vitest';
import { createFakeHttp } from '../../../outside/fake/http.ts';
import type { FakeRoutes } from '../../../outside/fake/http.ts';
import { walk, walkTwice } from './walk.ts';

const walking = (routes: FakeRoutes) => {
  const http = createFakeHttp(routes);
  return { http, signal: new AbortController().signal };
};

test('every hop is written down: status, Location, server, cookies, HSTS at the end', async () => {
  const world = walking({
    'http://a.test/': {
      status: 301,
      headers: { location: 'https://a.test/', server: 'edge', 'set-cookie': 'a=1' },
    },
    'https://a.test/': { headers: { 'strict-transport-security': 'max-age=1' } },
  });
  expect(await walk(world, 'http://a.test/')).toEqual({
    start: 'http://a.test/',
    method: 'GET',
    hops: [
      {
        url: 'http://a.test/',
        status: 301,
        location: 'https://a.test/',
        to: 'https://a.test/',
        problem: null,
        server: 'edge',
        setsCookies: true,
      },
    ],
    end: { kind: 'landed', url: 'https://a.test/', status: 200, hsts: 'max-age=1' },
  });
});

test('an endless staircase is left after 20 hops', async () => {
  const world = walking({
    'https://a.test/*': (request) => ({ status: 302, headers: { location: `${request.url}x` } }),
  });
  const walked = await walk(world, 'https://a.test/');
  expect([walked.hops.length, walked.end.kind, world.http.requests.length]).toEqual([20, 'too-long', 20]);
});

test('a loop is noticed the first time an address comes back', async () => {
  const world = walking({
    'https://a.test/': { status: 302, headers: { location: '/b' } },
    'https://a.test/b': { status: 302, headers: { location: '/c' } },
    'https://a.test/c': { status: 302, headers: { location: '/b' } },
  });
  const walked = await walk(world, 'https://a.test/');
  expect(walked.end).toEqual({ kind: 'loop', url: 'https://a.test/b', from: 1 });
});

test('cookies are sent back only where they came from, and only when kept', async () => {
  const routes: FakeRoutes = {
    'https://a.test/': {
      status: 302,
      headers: { location: 'https://b.test/', 'set-cookie': 'id=1; Secure' },
    },
    'https://b.test/': { status: 302, headers: { location: 'https://a.test/end' } },
    'https://a.test/end': 'here',
  };
  const cookies = async (keepsCookies: boolean): Promise<readonly (string | undefined)[]> => {
    const world = walking(routes);
    await walk(world, 'https://a.test/', { keepsCookies });
    return world.http.requests.map((asked) => asked.headers?.find(([name]) => name === 'cookie')?.[1]);
  };
  expect(await cookies(true)).toEqual([undefined, undefined, 'id=1']);
  expect(await cookies(false)).toEqual([undefined, undefined, undefined]);
});

test('a server that stops answering on the way ends the walk there', async () => {
  const world = walking({ 'https://a.test/': { status: 301, headers: { location: 'https://b.test/' } } });
  expect((await walk(world, 'https://a.test/')).end).toEqual({
    kind: 'failed',
    url: 'https://b.test/',
    error: 'refused',
    message: 'Nothing answers at https://b.test/',
  });
});

test('one wait in vain is not believed: the host is asked once more', async () => {
  let asked = 0;
  const world = walking({
    'https://a.test/': () => {
      asked += 1;
      return asked === 1 ? { error: 'timed-out' } : 'here';
    },
  });
  expect((await walkTwice(world, 'https://a.test/')).end).toMatchObject({ kind: 'landed', status: 200 });
});

test('a refusal is believed at once, silence after the second time', async () => {
  const world = walking({ 'https://b.test/': { error: 'timed-out' } });
  expect((await walkTwice(world, 'https://a.test/')).end).toMatchObject({ error: 'refused' });
  expect((await walkTwice(world, 'https://b.test/')).end).toMatchObject({ error: 'timed-out' });
  expect(world.http.requests.map(({ url }) => url)).toEqual([
    'https://a.test/',
    'https://b.test/',
    'https://b.test/',
  ]);
});
