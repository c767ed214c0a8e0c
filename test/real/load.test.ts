import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { runLoad } from '../../src/load/run.ts';
import type { LoadPlan } from '../../src/load/plan.ts';
import type { LoadResult } from '../../src/load/result.ts';
import { openTargets } from '../../src/load/targets.ts';
import { steadyShape, type LoadShape } from '../../src/protocols/load/shape.ts';

const limit = { timeout: 60_000 };

/** A server of this process at a free port; everything of it ends with the test. */
async function served(listener: RequestListener): Promise<{ readonly port: number } & AsyncDisposable> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function loaded(
  origin: string,
  shape: LoadShape,
  change: {
    readonly plan?: Partial<LoadPlan>;
    readonly isPrivateNetworkAllowed?: boolean;
    readonly maps?: readonly string[];
  } = {},
): Promise<LoadResult> {
  const plan: LoadPlan = {
    routes: [
      {
        id: 'home',
        method: 'GET',
        url: `${origin}/a?b=1`,
        headers: [],
        body: null,
        weight: 1,
        budgetMs: 300,
        failingMs: 500,
      },
    ],
    shape,
    spacing: 'even',
    timeoutMs: 3000,
    maxConnections: 512,
    isStepped: false,
    token: 'run-7',
    ...change.plan,
  };
  await using outside = await openRealOutside({
    isPrivateNetworkAllowed: change.isPrivateNetworkAllowed ?? true,
    maps: change.maps ?? [],
  });
  if (outside.load === undefined) throw new Error('the real world has a door for load');
  const opened = await openTargets(outside.load, plan);
  if (!opened.ok) throw new Error(opened.error.message);
  await using targets = opened.value;
  // Awaited here: the targets end with this function.
  const run = await runLoad(plan, {
    ...targets,
    clock: outside.clock,
    chance: () => outside.random.integer(2 ** 30) / 2 ** 30,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  return run;
}

const quiet = steadyShape(50, 600, 0);

describe('PERF-1: a real server of known behaviour', () => {
  test('a stall of 1 s in 4 s shows at its true share', limit, async () => {
    // Requests that come while it is frozen are answered when it thaws, as with a stop of the whole process.
    let startMs = 0;
    await using server = await served((_request, response) => {
      startMs ||= performance.now();
      const at = performance.now() - startMs;
      const isFrozen = at >= 1500 && at < 2500;
      setTimeout(() => response.end('x'), isFrozen ? 2500 - at : 2);
    });
    const run = await loaded(`http://127.0.0.1:${server.port}`, steadyShape(200, 4000, 0));
    const latency = run.routes[0]?.latency;
    expect(run.routes[0]?.outcomes).toEqual({ answered: 800 });
    // A quarter of the visitors met it: the 90th of a hundred waited 600 ms, the 95th 800; a busy machine only adds.
    expect((latency?.p90.ms ?? 0) / 600).toBeGreaterThan(0.9);
    expect((latency?.p95.ms ?? 0) / 800).toBeGreaterThan(0.9);
    expect(latency?.maxMs ?? 0).toBeGreaterThan(950);
  });

  test('the target sees the token, the path and connections used again', limit, async () => {
    const seen = new Set<string>();
    await using server = await served((request, response) => {
      seen.add(`${request.method} ${request.url} ${String(request.headers['x-launch-ready-load'])}`);
      response.end('x');
    });
    const run = await loaded(`http://127.0.0.1:${server.port}`, quiet);
    expect([...seen]).toEqual(['GET /a?b=1 run-7']);
    expect(run.routes[0]?.statuses).toEqual({ 200: 30 });
    expect(run.connections.opened).toBeLessThan(30);
  });
});

describe('PERF-1: targets that misbehave', () => {
  test('it hangs up on every request', limit, async () => {
    await using server = await served((request) => request.socket.destroy());
    const run = await loaded(`http://127.0.0.1:${server.port}`, quiet);
    expect(run.stopped?.reason).toBe('error-storm');
    expect(Object.keys(run.routes[0]?.outcomes ?? {})).toEqual(['reset']);
  });

  test('nobody listens', limit, async () => {
    const { port } = await served(() => {}).then(async (server) => {
      await server[Symbol.asyncDispose]();
      return server;
    });
    const run = await loaded(`http://127.0.0.1:${port}`, quiet);
    expect(run.routes[0]?.outcomes.refused).toBeGreaterThan(0);
    expect(run.stopped?.text).toContain('refused');
  });

  test(
    'it never answers: every request ends at its own time, counted at what was waited',
    limit,
    async () => {
      await using server = await served(() => {});
      const run = await loaded(`http://127.0.0.1:${server.port}`, quiet, { plan: { timeoutMs: 700 } });
      expect(run.routes[0]?.outcomes).toEqual({ 'timed-out': 30 });
      expect(run.routes[0]?.latency?.p50.ms ?? 0).toBeGreaterThanOrEqual(700);
    },
  );

  test('it hangs up after each answer without saying so: nobody notices', limit, async () => {
    const server = createTcpServer((socket) => {
      socket
        .on('error', () => undefined)
        .once('data', () => {
          socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx');
          // After the answer was read, and before anybody could know.
          setImmediate(() => socket.end());
        });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const run = await loaded(`http://127.0.0.1:${port}`, steadyShape(200, 1000, 0));
    await new Promise((resolve) => server.close(resolve));
    expect(run.routes[0]?.outcomes).toEqual({ answered: 200 });
  });

  test('answers in pieces, late, without a length, and after an interim one', limit, async () => {
    let count = 0;
    await using server = await served((_request, response) => {
      count += 1;
      if (count % 3 === 0) response.writeEarlyHints({ link: '</a.css>; rel=preload' });
      if (count % 3 === 1) response.useChunkedEncodingByDefault = false;
      response.write('x');
      setTimeout(() => response.end('y'), 20);
    });
    const run = await loaded(`http://127.0.0.1:${server.port}`, quiet);
    expect(run.routes[0]?.outcomes).toEqual({ answered: 30 });
    expect(run.routes[0]?.bodyBytes).toBe(60);
  });

  test('it speaks HTTP/2 only: told, in the clear', limit, async () => {
    const server = createHttp2Server();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const run = await loaded(`http://127.0.0.1:${port}`, quiet);
    await new Promise((resolve) => server.close(resolve));
    expect(run.routes[0]?.example).toContain('speaks HTTP/2 only');
  });

  test('it sends without end', limit, async () => {
    const chunk = Buffer.alloc(1024 * 1024);
    await using server = await served((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    const run = await loaded(`http://127.0.0.1:${server.port}`, steadyShape(4, 500, 0));
    expect(run.routes[0]?.outcomes).toEqual({ 'too-large': 2 });
  });

  test('a private address is not asked unless that was allowed', limit, async () => {
    await using server = await served((_request, response) => response.end('x'));
    const run = await loaded(`http://127.0.0.1:${server.port}`, quiet, { isPrivateNetworkAllowed: false });
    expect(run.routes[0]?.statuses).toEqual({});
    expect(run.routes[0]?.example).toContain('127.0.0.1');
  });

  test('address maps hold: a public name is asked where the map says', limit, async () => {
    await using server = await served((request, response) => response.end(request.headers.host));
    const run = await loaded('http://192.0.2.7', quiet, { maps: [`192.0.2.7:80=127.0.0.1:${server.port}`] });
    expect(run.routes[0]?.statuses).toEqual({ 200: 30 });
  });
});
