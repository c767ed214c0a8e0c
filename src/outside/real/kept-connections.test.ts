import { describe, expect, it } from 'vitest';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentDns } from '../fake/outside.ts';
import { createOutside } from './outside.ts';

/** Answers and counts connections; `/last` ends the connection after its answer, `/rude` ends it when it is idle. */
async function counting() {
  let connections = 0;
  const server: Server = createServer((request, response) => {
    const isLast = request.url === '/last';
    response.writeHead(request.url === '/empty' ? 204 : 200, isLast ? { connection: 'close' } : {});
    response.end(request.url === '/long' ? 'x'.repeat(200_000) : request.url === '/empty' ? undefined : 'hi');
    if (request.url === '/rude') setImmediate(() => request.socket.destroy());
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const outside = createOutside({
    dns: () => silentDns,
    maps: [{ host: '*', port: 80, to: { address: '127.0.0.1', port } }],
  });
  const ask = async (path: string, isSessionReusable = true) =>
    outside.http.request({
      url: `http://h.test${path}`,
      address: '192.0.2.1',
      isSessionReusable,
      maxBodyBytes: 1000,
    });
  const close = async (): Promise<void> => {
    await outside[Symbol.asyncDispose]();
    await new Promise((resolve) => server.close(resolve));
  };
  return { ask, close, outside, connections: () => connections };
}

describe('connections kept for the next request', () => {
  it('ten requests one after another use one connection, without keeping ten', async () => {
    const world = await counting();
    for (let n = 0; n < 10; n++) expect((await world.ask(n === 5 ? '/empty' : '/')).ok).toBe(true);
    expect(world.connections()).toBe(1);
    for (let n = 0; n < 3; n++) await world.ask('/', false);
    expect(world.connections()).toBe(4);
    await world.close();
  });

  it('a connection the server ends, or an answer that is cut, is not used again', async () => {
    const world = await counting();
    for (const path of ['/', '/last', '/', '/long', '/']) expect((await world.ask(path)).ok).toBe(true);
    expect(world.connections()).toBe(3);
    await world.close();
  });

  it('a server that hangs up between two requests is asked again on a new connection', async () => {
    const world = await counting();
    for (const path of ['/rude', '/', '/rude', '/']) expect((await world.ask(path)).ok).toBe(true);
    await world.close();
  });

  it('nothing stays open after the end', async () => {
    const world = await counting();
    await Promise.all(Array.from({ length: 12 }, async () => world.ask('/')));
    await world.close();
    await expect.poll(() => world.outside.open()).toEqual({ sockets: 0, timers: 0 });
  });
});
