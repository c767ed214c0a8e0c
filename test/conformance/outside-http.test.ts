import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import type { HttpRequest } from '../../src/model/outside-http.ts';
import type { Result } from '../../src/model/outside.ts';
import { fakeDns } from '../../src/outside/fake/dns.ts';
import { silentDns } from '../../src/outside/fake/outside.ts';
import { parseAddressMap } from '../../src/outside/real/address-map.ts';
import { createOutside } from '../../src/outside/real/outside.ts';
import type { RealOutside } from '../../src/outside/real/outside.ts';
import { startHostileServer } from './hostile-server.ts';
import type { HostileServer } from './hostile-server.ts';

let server: HostileServer;
let outside: RealOutside;
beforeAll(async () => {
  server = await startHostileServer();
  outside = createOutside({
    dns: () => silentDns,
    maps: [{ host: '*', port: 80, to: { address: '127.0.0.1', port: server.port } }],
  });
});
afterAll(async () => {
  await outside[Symbol.asyncDispose]();
  await server.close();
});

const ask = (path: string, more: Partial<HttpRequest> = {}): ReturnType<RealOutside['http']['request']> =>
  outside.http.request({ url: `http://h.test${path}`, address: '192.0.2.1', ...more });
const textOf = (result: Awaited<ReturnType<typeof ask>>): string =>
  result.ok ? new TextDecoder().decode(result.value.body) : result.error.kind;
const kindOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.kind);

describe('bodies', () => {
  const message = 'hello, world'.repeat(50);
  test.each([
    ['gzip', gzipSync(message)],
    ['x-gzip', gzipSync(message)],
    ['br', brotliCompressSync(message)],
    ['deflate', deflateSync(message)],
    ['deflate', deflateRawSync(message)],
    ['zstd', zstdCompressSync(message)],
    ['gzip, br', brotliCompressSync(gzipSync(message))],
    ['identity', Buffer.from(message)],
  ])('%s is decoded', async (coding, bytes) => {
    server.answer = [`Content-Encoding: ${coding}`, bytes];
    const result = await ask('/answer');
    expect(textOf(result)).toBe(message);
    expect(result.ok && result.value.encodedBytes).toBe(bytes.byteLength);
  });

  test('undecoded on request', async () => {
    server.answer = ['Content-Encoding: gzip', gzipSync(message)];
    const result = await ask('/answer', { isDecoded: false });
    expect(result.ok && Buffer.from(result.value.body).equals(gzipSync(message))).toBe(true);
  });

  test('an empty body that claims to be gzip is an empty body', async () => {
    server.answer = ['Content-Encoding: gzip', Buffer.alloc(0)];
    expect(textOf(await ask('/answer'))).toBe('');
  });

  test.each([
    ['gzip', Buffer.from('plain text')],
    ['gzip', gzipSync(message).subarray(0, 30)],
    ['zstd', Buffer.from('plain text')],
    ['br', Buffer.from([255, 255, 255, 1, 2, 3])],
    ['lzma', Buffer.from('x')],
    ['gzip,gzip,gzip,gzip', Buffer.from('x')],
  ])('a body that is not the %s it claims to be is a protocol error', async (coding, bytes) => {
    server.answer = [`Content-Encoding: ${coding}`, bytes];
    expect(textOf(await ask('/answer'))).toBe('protocol');
  });
});

describe('what is received', () => {
  test('headers keep order and repeats, names in lower case', async () => {
    server.answer = ['Set-Cookie: a=1\r\nX-One: 1\r\nset-cookie: b=2', Buffer.from('x')];
    const result = await ask('/answer');
    expect(result.ok && result.value.headers.slice(0, 3)).toEqual([
      ['set-cookie', 'a=1'],
      ['x-one', '1'],
      ['set-cookie', 'b=2'],
    ]);
  });

  test('a redirect is an answer, not followed', async () => {
    const result = await ask('/redirect');
    expect(result.ok && [result.value.status, new Map(result.value.headers).get('location')]).toEqual([
      301,
      'http://h.test/answer',
    ]);
  });

  test('a HEAD answer with a length has no body', async () => {
    const result = await ask('/head', { method: 'HEAD' });
    expect(result.ok && result.value.body.byteLength).toBe(0);
  });

  test('phases are measured and add up', async () => {
    const result = await ask('/redirect');
    if (!result.ok) throw new Error(result.error.message);
    const { totalMs, ...parts } = result.value.phases;
    const sum = Object.values(parts).reduce((all, one) => all + one, 0);
    expect(Math.abs(totalMs - sum)).toBeLessThan(1);
    expect(result.value.address).toBe('192.0.2.1');
  });
});

describe('hostile servers end in a value, within their limits', () => {
  test('a gigabyte: kept to the limit, transfer ended', async () => {
    const result = await ask('/gigabyte', { maxBodyBytes: 100_000 });
    expect(result.ok && [result.value.body.byteLength, result.value.isBodyTruncated]).toEqual([
      100_000,
      true,
    ]);
    await server.allClosed();
    expect(server.sentBytes()).toBeLessThan(64 * 1024 * 1024);
  });

  test('a gzip bomb of 1 GB in 1 MB: never more than the limit in memory', async () => {
    const result = await ask('/bomb', { maxBodyBytes: 1_000_000 });
    expect(result.ok && [result.value.body.byteLength, result.value.isBodyTruncated]).toEqual([
      1_000_000,
      true,
    ]);
  });

  test.each([
    ['one byte at a time', '/drip', 'timed-out'],
    ['a header without an end', '/endless-header', 'protocol'],
    ['headers without an end', '/endless-headers', 'protocol'],
    ['a header one byte at a time', '/slow-header', 'timed-out'],
    ['silence', '/silence', 'timed-out'],
    ['a reset in the body', '/reset', 'reset'],
    ['a body shorter than promised', '/short', 'reset'],
    ['a hang-up without an answer', '/hang-up', 'reset'],
    ['no HTTP at all', '/garbage', 'protocol'],
    ['length and chunks at once', '/smuggle', 'protocol'],
    ['a chunk size out of range', '/chunk', 'reset'],
    ['endless early hints', '/hints', 'protocol'],
  ])('%s', async (_name, path, kind) => {
    expect(kindOf(await ask(path, { timeoutMs: 300 }))).toBe(kind);
  });

  test('an aborted request says so', async () => {
    const controller = new AbortController();
    const asking = ask('/silence', { signal: controller.signal });
    controller.abort();
    expect(kindOf(await asking)).toBe('aborted');
  });

  test('nothing is left open afterwards', async () => {
    await server.allClosed();
    await vi.waitFor(() => expect(outside.open()).toEqual({ sockets: 0, timers: 0 }));
  });
});

describe('what is never asked', () => {
  test.each([
    ['a file', { url: 'file:///etc/passwd' }, 'protocol'],
    ['nonsense', { url: 'nonsense' }, 'protocol'],
    ['credentials in the address', { url: 'http://user:pass@h.test/' }, 'protocol'],
    ['the port of a mail server', { url: 'http://h.test:25/' }, 'forbidden'],
    ['a header with a line break', { headers: [['x', 'a\r\nb: c']] as const }, 'protocol'],
    ['a method with a space', { method: 'GET /x' }, 'protocol'],
  ])('%s', async (_name, more, kind) => {
    expect(kindOf(await ask('/', more))).toBe(kind);
  });

  test('a name is resolved only through the DNS door', async () => {
    const result = await outside.http.request({ url: 'http://localhost/' });
    expect(kindOf(result)).toBe('dns-failure');
  });
});

describe('which address is asked', () => {
  const zone = (name: string, A: readonly string[], AAAA: readonly string[] = []) => ({
    [name]: { A, AAAA },
  });
  const openWith = (zones: Parameters<typeof fakeDns>[0], ...maps: string[]): RealOutside =>
    createOutside({ dns: () => fakeDns(zones), maps: maps.map(parseAddressMap) });
  const addressOf = async (door: RealOutside, more: Partial<HttpRequest> = {}): Promise<string> => {
    const result = await door.http.request({ url: 'http://h.test/', timeoutMs: 3_000, ...more });
    await door[Symbol.asyncDispose]();
    return result.ok ? result.value.address : `${result.error.kind} ${result.error.code ?? ''}`;
  };
  const here = (): string => `192.0.2.2:80=127.0.0.1:${server.port}`;

  test('a name that leads to loopback is not followed there (DNS rebinding)', async () => {
    expect(await addressOf(openWith(zone('h.test', ['127.0.0.1'])))).toBe('forbidden LR_PRIVATE_ADDRESS');
  });

  test('IPv6 first, IPv4 when it is refused', async () => {
    const door = openWith(zone('h.test', ['192.0.2.2'], ['2001:db8::1']), '[2001:db8::1]:80=refuse', here());
    expect(await addressOf(door)).toBe('192.0.2.2');
  });

  test('one family on request', async () => {
    const door = openWith(zone('h.test', ['192.0.2.2'], ['2001:db8::1']), '[2001:db8::1]:80=refuse', here());
    expect(await addressOf(door, { family: 6 })).toBe('refused ECONNREFUSED');
  });

  test('a name without addresses', async () => {
    expect(await addressOf(openWith(zone('h.test', [])))).toBe('name-not-found ENOTFOUND');
  });
});
