import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serverNameIn } from './client-hello.ts';

/** The smallest ClientHello with a server name. */
function hello(name: string): Buffer {
  const host = Buffer.from(name, 'latin1');
  const names = Buffer.concat([Buffer.from([0, host.length + 3, 0, 0, host.length]), host]);
  const extension = Buffer.concat([Buffer.from([0, 0, 0, names.length]), names]);
  const body = Buffer.concat([
    Buffer.from([3, 3]),
    Buffer.alloc(32),
    Buffer.from([0, 0, 2, 0x13, 0x01, 1, 0, 0, extension.length]),
    extension,
  ]);
  return Buffer.concat([Buffer.from([22, 3, 1, 0, body.length + 4, 1, 0, 0, body.length]), body]);
}

describe('the name a ClientHello asks for', () => {
  it.each(['harbormarket.shop', 'API.harbormarket.shop'])('%s', (name) => {
    expect(serverNameIn(hello(name))).toBe(name.toLowerCase());
  });

  it('there is none in other bytes, nor in a broken hello', () => {
    expect(serverNameIn(Buffer.from('GET / HTTP/1.1\r\n\r\n'))).toBeNull();
    expect(serverNameIn(hello('harbormarket.shop').subarray(0, 50))).toBeNull();
  });

  it('never throws', () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).map((list) => Buffer.from([22, ...list]));
    fc.assert(
      fc.property(bytes, (some) => typeof serverNameIn(some) !== 'undefined'),
      { seed: 7 },
    );
  });
});
