import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';

export type Unpacking =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly status: 400 | 413 | 415; readonly message: string };

type Decoder = (bytes: Uint8Array, maxOutputLength: number) => Uint8Array;

/** RFC 9110, 8.4.1; `deflate` is zlib, but some senders leave its two bytes of header out. */
const decoders: Readonly<Record<string, Decoder>> = {
  identity: (bytes) => bytes,
  gzip: (bytes, maxOutputLength) => gunzipSync(bytes, { maxOutputLength }),
  deflate: (bytes, maxOutputLength) =>
    ((bytes[0] ?? 0) & 15) === 8
      ? inflateSync(bytes, { maxOutputLength })
      : inflateRawSync(bytes, { maxOutputLength }),
  br: (bytes, maxOutputLength) => brotliDecompressSync(bytes, { maxOutputLength }),
  zstd: (bytes, maxOutputLength) => zstdDecompressSync(bytes, { maxOutputLength }),
};
const aliases: Readonly<Record<string, string>> = { 'x-gzip': 'gzip', '': 'identity' };
const maxCodings = 2;

export const codings = ['gzip', 'deflate', 'br', 'zstd'] as const;

/** A request body as sent, unpacked within `maxBytes`: a bomb costs no more than that. */
export function unpackBody(bytes: Uint8Array, contentEncoding: string | null, maxBytes: number): Unpacking {
  const names = (contentEncoding ?? '')
    .slice(0, 200)
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  if (names.length > maxCodings) return { ok: false, status: 415, message: 'too many content codings' };
  let unpacked = bytes;
  for (const name of names.toReversed()) {
    const step = unpackOnce(unpacked, aliases[name] ?? name, maxBytes);
    if (!step.ok) return step;
    unpacked = step.bytes;
  }
  return unpacked.length > maxBytes ? tooBig(maxBytes) : { ok: true, bytes: unpacked };
}

const tooBig = (maxBytes: number): Unpacking => ({
  ok: false,
  status: 413,
  message: `the body is larger than ${maxBytes} bytes`,
});

function unpackOnce(bytes: Uint8Array, name: string, maxBytes: number): Unpacking {
  const decoder = Object.hasOwn(decoders, name) ? decoders[name] : undefined;
  if (decoder === undefined)
    return { ok: false, status: 415, message: `content coding not known; use ${codings.join(', ')}` };
  try {
    return { ok: true, bytes: decoder(bytes, maxBytes) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return tooBig(maxBytes);
    return { ok: false, status: 400, message: `the body is no valid ${name}` };
  }
}
