import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  brotliDecompressSync,
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
  gunzipSync,
} from 'node:zlib';

export interface ReceivedBody {
  readonly body: Uint8Array;
  readonly isBodyTruncated: boolean;
  readonly encodedBytes: number;
}
/** More codings on one body than this are an attack (RFC 9110 section 8.4 allows any number). */
const maxCodings = 3;
/** RFC 9659 section 3: zstd windows over 8 MB must not be used over HTTP. */
const zstdWindowLog = 23;

/** Thrown when the body's coding cannot be undone. */
export class CodingError extends Error {
  readonly code = 'ERR_HTTP_CONTENT_CODING';
}

interface BodyLimits {
  readonly maxBytes: number;
  readonly isDecoded: boolean;
  readonly signal: AbortSignal;
}

/** Reads and decodes up to `maxBytes`, then ends the transfer. Throws what the stream or decoder throws. */
export async function readBody(response: IncomingMessage, limits: BodyLimits): Promise<ReceivedBody> {
  const codings = limits.isDecoded ? contentCodings(response.headers['content-encoding']) : [];
  if (codings.length === 0) return readPlain(response, limits);
  const [only] = codings;
  const decodeAtOnce = codings.length === 1 && only !== undefined ? wholeDecoders[only] : undefined;
  const announced = Number(response.headers['content-length'] ?? Number.NaN);
  if (decodeAtOnce === undefined || !(announced <= maxWholeBytes))
    return readDecoded(response, codings, limits);
  const { body, encodedBytes } = await readPlain(response, { ...limits, maxBytes: maxWholeBytes });
  if (body.byteLength === 0) return { body, encodedBytes, isBodyTruncated: false };
  try {
    const decoded = decodeAtOnce(body, { maxOutputLength: limits.maxBytes });
    return { body: decoded, isBodyTruncated: false, encodedBytes };
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== 'ERR_BUFFER_TOO_LARGE') throw cause;
    return readDecoded(Readable.from([body]), codings, limits);
  }
}

/** A short body is decoded in one piece: a stream of decoders costs more than all the rest of a small exchange. */
const maxWholeBytes = 64 * 1024;
const wholeDecoders: Readonly<
  Record<string, (body: Uint8Array, options: { maxOutputLength: number }) => Uint8Array>
> = { gzip: gunzipSync, 'x-gzip': gunzipSync, br: brotliDecompressSync };

async function readDecoded(
  response: Readable,
  codings: readonly string[],
  limits: BodyLimits,
): Promise<ReceivedBody> {
  const kept: Uint8Array[] = [];
  let [keptBytes, encodedBytes, isBodyTruncated] = [0, 0, false];
  const full = new AbortController();
  async function* count(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      encodedBytes += chunk.byteLength;
      yield chunk;
    }
  }
  async function keep(source: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const chunk of source) {
      const room = limits.maxBytes - keptBytes;
      kept.push(chunk.byteLength > room ? chunk.subarray(0, room) : chunk);
      keptBytes += Math.min(chunk.byteLength, room);
      if (chunk.byteLength <= room) continue;
      isBodyTruncated = true;
      full.abort();
      return;
    }
  }
  const decoded = codings.toReversed().reduce(decode, count(response));
  try {
    await pipeline(decoded, keep, { signal: AbortSignal.any([limits.signal, full.signal]) });
  } catch (cause) {
    if (!isBodyTruncated) throw cause;
  }
  return { body: Buffer.concat(kept), isBodyTruncated, encodedBytes };
}

/** Reading on to the end of a short body is cheaper than a new connection for the next request. */
const maxDrainedBytes = 64 * 1024;

/** Without a coding to undo there is no pipeline: one listener, and the stream is ended at the limit. */
function readPlain(
  response: IncomingMessage,
  limits: { readonly maxBytes: number; readonly signal: AbortSignal },
): Promise<ReceivedBody> {
  return new Promise((resolve, reject) => {
    const kept: Buffer[] = [];
    let bytes = 0;
    const settle = (): void => {
      limits.signal.removeEventListener('abort', onAbort);
      response.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose);
      response.on('error', () => undefined);
    };
    const isDrained = Number(response.headers['content-length'] ?? Number.NaN) <= maxDrainedBytes;
    const finish = (): void => {
      settle();
      const body = Buffer.concat(kept).subarray(0, limits.maxBytes);
      const isBodyTruncated = bytes > limits.maxBytes;
      resolve({ body, isBodyTruncated, encodedBytes: bytes });
    };
    const onData = (chunk: Buffer): void => {
      if (bytes <= limits.maxBytes) kept.push(chunk);
      bytes += chunk.length;
      if (bytes <= limits.maxBytes || isDrained) return;
      finish();
      response.destroy();
    };
    const onEnd = (): void => finish();
    const onError = (cause: Error): void => {
      settle();
      reject(cause);
    };
    const onClose = (): void => onError(new CutShort('the connection ended inside the body'));
    const onAbort = (): void => onError(new CutShort('the time was over inside the body'));
    response.on('data', onData).once('end', onEnd).once('error', onError).once('close', onClose);
    limits.signal.addEventListener('abort', onAbort, { once: true });
    if (limits.signal.aborted) onAbort();
  });
}

class CutShort extends Error {
  readonly code = 'ECONNRESET';
}

function contentCodings(header: string | undefined): readonly string[] {
  const names = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > maxCodings) throw new CodingError(`${names.length} content codings on one body`);
  return names;
}

/** Waits for the first byte: an empty body carries no coding at all, and `deflate` comes in two forms. */
async function* decode(source: AsyncIterable<Uint8Array>, coding: string): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return;
  const decoder = decoderFor(coding, first.value);
  const rest = async function* (): AsyncGenerator<Uint8Array> {
    yield first.value;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  };
  const feeding = pipeline(rest(), decoder).catch((cause: unknown) => {
    if (!decoder.destroyed) decoder.destroy(cause instanceof Error ? cause : new CodingError(String(cause)));
  });
  try {
    for await (const chunk of decoder) yield chunk as Uint8Array;
  } finally {
    decoder.destroy();
    await iterator.return?.();
  }
  await feeding;
}

function decoderFor(coding: string, first: Uint8Array): Transform {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: zstdWindowLog } });
    case 'deflate':
      // RFC 9110 section 8.4.1.2: some senders leave out the zlib wrapper, whose low nibble is always 8.
      return ((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw();
    default:
      throw new CodingError(`Unknown content coding "${coding.slice(0, 40)}"`);
  }
}
