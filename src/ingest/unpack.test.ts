import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unpackBody } from './unpack.ts';

const text = Buffer.from('{"event_id":"a"}');
const bomb = Buffer.alloc(5_000_000);
const max = 100_000;

describe('MON-6: bodies are unpacked within a bound', () => {
  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
    ['ZSTD', zstdCompressSync],
    ['identity', (bytes: Buffer) => bytes],
  ])('%s: the body as it was, and 413 for a bomb', (coding, pack) => {
    const unpacked = unpackBody(pack(text), coding, max);
    expect(unpacked.ok && Buffer.from(unpacked.bytes).toString()).toBe(text.toString());
    expect(unpackBody(pack(bomb), coding, max)).toEqual({
      ok: false,
      status: 413,
      message: 'the body is larger than 100000 bytes',
    });
  });
  it('two codings are undone from the last to the first', () => {
    const unpacked = unpackBody(gzipSync(deflateSync(text)), 'deflate, gzip', max);
    expect(unpacked.ok && Buffer.from(unpacked.bytes).toString()).toBe(text.toString());
  });
  it.each([
    ['gzip', 400, 'the body is no valid gzip'],
    ['compress', 415, 'content coding not known; use gzip, deflate, br, zstd'],
    ['constructor', 415, 'content coding not known; use gzip, deflate, br, zstd'],
    ['gzip, gzip, gzip', 415, 'too many content codings'],
  ])('%s that is none: %i', (coding, status, message) => {
    expect(unpackBody(text, coding, max)).toEqual({ ok: false, status, message });
  });
});
