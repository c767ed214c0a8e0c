import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGzip } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import { HostProbe } from '../../src/collectors/exposure/probing/host-probe.ts';
import { ScriptReader, usualBudget } from '../../src/collectors/bundles/reading/script-reader.ts';
import { unixMs } from '../../src/model/brand.ts';
import { silentDns } from '../../src/outside/fake/outside.ts';
import { createOutside } from '../../src/outside/real/outside.ts';
import type { RealOutside } from '../../src/outside/real/outside.ts';

// EDGE-8, EDGE-10 and SEC-1: real sockets, and a server that means no good.
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

async function facing(
  answer: (path: string, response: ServerResponse) => void,
): Promise<{ outside: RealOutside; sent: () => number }> {
  let sent = 0;
  const server: Server = createServer((request, response) => answer(request.url ?? '/', response));
  server.on('connection', (socket) => socket.on('close', () => (sent += socket.bytesWritten)));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const outside = createOutside({
    dns: () => ({
      ...silentDns,
      resolve: async (name, type) => ({
        ok: true,
        value: {
          name,
          type,
          rcode: 'NOERROR',
          records:
            type === 'A'
              ? [
                  {
                    name,
                    type,
                    ttlSeconds: 60,
                    value: name.startsWith('inside') ? '169.254.169.254' : '93.184.216.34',
                  },
                ]
              : [],
          chain: [],
          authorities: [],
          zone: null,
          server: 'test',
          tookMs: 0,
        },
      }),
    }),
    maps: [{ host: 'shop.test', port: 80, to: { address: '127.0.0.1', port } }],
  });
  open.push(
    async () => new Promise((resolve) => server.close(resolve)),
    async () => outside[Symbol.asyncDispose](),
    async () => server.closeAllConnections(),
  );
  return { outside, sent: () => sent };
}

const signal = new AbortController().signal;

/** A gigabyte of zeros in a megabyte. */
function bomb(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/javascript', 'content-encoding': 'gzip' });
  const packed = createGzip({ level: 1 });
  const zeros = Buffer.alloc(1024 * 1024);
  let left = 1024;
  const more = (): void => {
    while (left > 0 && !packed.destroyed) {
      left -= 1;
      if (!packed.write(zeros)) return void packed.once('drain', more);
    }
    packed.end();
  };
  response.on('close', () => packed.destroy());
  packed.on('error', () => undefined).pipe(response);
  more();
}

/** Chunks without end. */
function endless(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/plain' });
  const more = (): void => {
    if (!response.destroyed && response.write(text)) setImmediate(more);
    else if (!response.destroyed) response.once('drain', more);
  };
  more();
}

it(
  'a host that answers every path with endless chunks is read to the limit of each answer',
  { timeout: 30_000 },
  async () => {
    const { outside } = await facing((_, response) => endless(response, 'A=1\n'.repeat(2000)));
    const probe = new HostProbe(outside, signal, { origin: 'http://shop.test', folders: [], isAdmin: false });
    const found = await probe.run();
    expect(found.hits).toEqual([]);
    expect(found.asked).toBeLessThan(200);
  },
);

it('a gzip bomb as a script is opened to the limit only, and that is told', { timeout: 30_000 }, async () => {
  const { outside } = await facing((path, response) =>
    path === '/a.js' ? bomb(response) : response.writeHead(404).end(),
  );
  const reader = new ScriptReader({ http: outside.http, signal }, unixMs(0), {
    ...usualBudget,
    fileBytes: 4 * 1024 * 1024,
  });
  const found = await reader.run([], ['http://shop.test/a.js']);
  expect(found.files).toEqual([
    { url: 'http://shop.test/a.js', kind: 'script', bytes: 4 * 1024 * 1024, isCut: true },
  ]);
  expect(found.limits).toEqual(['only the first 4 MiB of http://shop.test/a.js were read']);
});

it('many large scripts end at the budget of the host', { timeout: 30_000 }, async () => {
  const body = Buffer.alloc(1024 * 1024, 'x;');
  const { outside } = await facing(
    (path, response) => void (path.endsWith('.map') ? response.writeHead(404).end() : response.end(body)),
  );
  const reader = new ScriptReader({ http: outside.http, signal }, unixMs(0), {
    ...usualBudget,
    totalBytes: 5 * 1024 * 1024,
    width: 1,
  });
  const found = await reader.run(
    [],
    Array.from({ length: 20 }, (_, index) => `http://shop.test/${index}.js`),
  );
  expect(found.files).toHaveLength(5);
  expect(found.limits).toEqual(['5 MiB of scripts were read, there is more']);
});

it('a script that stands on a metadata or loopback address is refused', async () => {
  const { outside } = await facing((_, response) => void response.end('secret'));
  const reader = new ScriptReader({ http: outside.http, signal }, unixMs(0));
  const found = await reader.run(
    [],
    ['http://inside.shop.test/a.js', 'http://169.254.169.254/latest/x.js', 'http://127.0.0.1/a.js'],
  );
  expect(found.files).toEqual([]);
  expect(found.limits.map((limit) => limit.replace(/^.*: /, ''))).toEqual([
    'forbidden',
    'forbidden',
    'forbidden',
  ]);
});
