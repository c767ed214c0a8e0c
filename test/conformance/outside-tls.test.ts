import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, TLSSocket } from 'node:tls';
import type { TlsOptions } from 'node:tls';
import type { TlsRequest } from '../../src/model/outside-sockets.ts';
import { silentDns } from '../../src/outside/fake/outside.ts';
import { createOutside } from '../../src/outside/real/outside.ts';
import type { RealOutside } from '../../src/outside/real/outside.ts';
import { certificateMaker, hasOpenssl } from './certificates.ts';
import type { Issued } from './certificates.ts';

const folder = mkdtempSync(join(tmpdir(), 'lr-tls-'));
const servers: Server[] = [];
const sockets = new Set<Socket>();
let outside: RealOutside;
let root: Issued;
let middle: Issued;
let leaf: Issued;
const make = certificateMaker(folder);

const serve = async (server: Server): Promise<number> => {
  servers.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};
const tlsServer = async (options: TlsOptions): Promise<number> => {
  const server = createServer(options, (socket) => socket.on('error', () => undefined).end());
  server.on('tlsClientError', () => undefined);
  return serve(server);
};
const shake = async (port: number, more: Partial<TlsRequest> = {}) => {
  const result = await outside.tls.handshake({ address: '127.0.0.1', port, serverName: 'a.test', ...more });
  if (!result.ok) return result.error.kind;
  return result.value.session;
};

describe.skipIf(!hasOpenssl)('handshakes (needs the openssl command)', () => {
  beforeAll(() => {
    root = make.root('Test Root');
    middle = make.issue('Test Middle', root, { altNames: '', isAuthority: true });
    leaf = make.issue('a.test', middle, { altNames: 'DNS:a.test,DNS:*.a.test' });
    outside = createOutside({ dns: () => silentDns, extraCa: [root.cert], isPrivateNetworkAllowed: true });
  });
  afterAll(async () => {
    await outside[Symbol.asyncDispose]();
    for (const socket of sockets) socket.destroy();
    await Promise.all(servers.map((server) => new Promise((resolve) => void server.close(resolve))));
    rmSync(folder, { recursive: true });
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'a good chain under %s is trusted and shown as sent',
    async (version) => {
      const port = await tlsServer({
        key: leaf.key,
        cert: leaf.cert + middle.cert,
        maxVersion: version,
        ALPNProtocols: ['h2', 'http/1.1'],
      });
      expect(await shake(port, { alpn: ['h2', 'http/1.1'] })).toMatchObject({
        protocol: version,
        alpn: 'h2',
        chain: [leaf.der, middle.der],
        isAuthorized: true,
        authorizationError: null,
        isResumed: false,
      });
    },
  );

  test.each(['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'])(
    'the chain sent under %s is read',
    async (cipher) => {
      const port = await tlsServer({ key: leaf.key, cert: leaf.cert + middle.cert, ciphers: cipher });
      expect(await shake(port)).toMatchObject({ cipher, chain: [leaf.der, middle.der] });
    },
  );

  test('a misordered chain with the root and a stranger in it is shown exactly so', async () => {
    const stranger = make.root('Stranger');
    const port = await tlsServer({
      key: leaf.key,
      cert: leaf.cert + stranger.cert + root.cert + middle.cert,
    });
    expect(await shake(port)).toMatchObject({
      chain: [leaf.der, stranger.der, root.der, middle.der],
      isAuthorized: true,
    });
  });

  test('a missing intermediate is not papered over', async () => {
    const port = await tlsServer({ key: leaf.key, cert: leaf.cert });
    expect(await shake(port)).toMatchObject({
      chain: [leaf.der],
      isAuthorized: false,
      authorizationError: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    });
  });

  test('a certificate for another name', async () => {
    const port = await tlsServer({ key: leaf.key, cert: leaf.cert + middle.cert });
    expect(await shake(port, { serverName: 'b.test' })).toMatchObject({
      isAuthorized: false,
      authorizationError: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  test('an expired certificate is received and said to be expired', async () => {
    const old = make.issue('a.test', root, { altNames: 'DNS:a.test', days: -1 });
    const port = await tlsServer({ key: old.key, cert: old.cert });
    expect(await shake(port)).toMatchObject({ chain: [old.der], authorizationError: 'CERT_HAS_EXPIRED' });
  });

  test('an IP address is verified without server name extension', async () => {
    const local = make.issue('local', root, { altNames: 'IP:127.0.0.1' });
    const port = await tlsServer({ key: local.key, cert: local.cert });
    expect(await shake(port, { serverName: '127.0.0.1' })).toMatchObject({ isAuthorized: true });
  });

  const manyNames = (count: number): string =>
    Array.from({ length: count }, (_, at) => `DNS:n${at}.a.test`).join(',');

  test('a certificate with 3,000 names is read', async () => {
    const many = make.issue('many', root, { altNames: manyNames(3_000) });
    const port = await tlsServer({ key: many.key, cert: many.cert });
    expect(await shake(port, { serverName: 'n2999.a.test' })).toMatchObject({ isAuthorized: true });
  });

  test('one with 10,000 is more than OpenSSL reads (100 kB), which is a value', async () => {
    const many = make.issue('many', root, { altNames: manyNames(10_000) });
    const port = await tlsServer({ key: many.key, cert: many.cert });
    expect(await shake(port, { serverName: 'n9999.a.test' })).toBe('tls');
  });

  test('a NUL in a name does not match what stands before it', async () => {
    const nul = make.issue('a.test', root, { altNames: 'DNS:a.test\\00.evil.test' });
    const port = await tlsServer({ key: nul.key, cert: nul.cert });
    expect(await shake(port)).toMatchObject({ isAuthorized: false });
  });

  test('no common protocol version is a TLS failure', async () => {
    const port = await tlsServer({ key: leaf.key, cert: leaf.cert, minVersion: 'TLSv1.3' });
    expect(await shake(port, { maxVersion: 'TLSv1.2' })).toBe('tls');
    expect(await shake(port, { ciphers: 'NO-SUCH-CIPHER', maxVersion: 'TLSv1.2' })).toBe('tls');
  });

  test.each([
    ['garbage instead of a handshake', (socket: Socket) => socket.end('220 mail.a.test ESMTP\r\n'), 'tls'],
    ['silence', () => undefined, 'timed-out'],
    ['a hang-up', (socket: Socket) => socket.end(), 'reset'],
    ['a reset', (socket: Socket) => socket.resetAndDestroy(), 'reset'],
  ])('%s is a value', async (_name, behave, kind) => {
    const port = await serve(
      createTcpServer((socket) => socket.once('data', () => behave(socket)).on('error', () => undefined)),
    );
    expect(await shake(port, { timeoutMs: 300 })).toBe(kind);
  });

  test('STARTTLS goes on over the same stream', async () => {
    const port = await serve(
      createTcpServer((socket) => {
        socket.write('220 ready\r\n');
        socket.once('data', () => {
          socket.write('220 go ahead\r\n', () => {
            const secure = new TLSSocket(socket, {
              isServer: true,
              key: leaf.key,
              cert: leaf.cert + middle.cert,
            });
            secure
              .on('error', () => undefined)
              .once('data', (data) => secure.end(`you said ${data.toString()}`));
          });
        });
      }),
    );
    const connected = await outside.sockets.connect({ address: '127.0.0.1', port });
    if (!connected.ok) throw new Error(connected.error.message);
    await using connection = connected.value;
    const read = async (): Promise<string | null> => {
      const chunk = await connection.read();
      return chunk.ok && chunk.value !== null ? new TextDecoder().decode(chunk.value) : null;
    };
    expect(await read()).toBe('220 ready\r\n');
    await connection.write('STARTTLS\r\n');
    expect(await read()).toBe('220 go ahead\r\n');
    expect(await connection.startTls({ serverName: 'a.test' })).toMatchObject({
      value: { isAuthorized: true },
    });
    await connection.write('EHLO');
    expect(await read()).toBe('you said EHLO');
    expect(await read()).toBe(null);
  });

  test('HTTPS refuses a bad certificate unless told to look anyway', async () => {
    const server = createServer({ key: leaf.key, cert: leaf.cert }, (socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
    });
    const port = await serve(server);
    const request = { url: `https://a.test:${port}/`, address: '127.0.0.1' };
    expect(await outside.http.request(request)).toMatchObject({
      error: { kind: 'tls', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
    });
    expect(await outside.http.request({ ...request, isCertificateRequired: false })).toMatchObject({
      value: { status: 200, tls: { authorizationError: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' } },
    });
  });

  test('HTTPS shows the chain without the root it added itself', async () => {
    const server = createServer({ key: leaf.key, cert: leaf.cert + middle.cert }, (socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
    });
    const url = `https://a.test:${await serve(server)}/`;
    const result = await outside.http.request({ url, isChainWanted: true, address: '127.0.0.1' });
    expect(result.ok && result.value.tls?.chain).toEqual([leaf.der, middle.der]);
  });

  test('nothing is left open', async () => {
    await vi.waitFor(() => expect(outside.open()).toEqual({ sockets: 0, timers: 0 }));
  });
});
