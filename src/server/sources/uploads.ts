import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { IngestStore, SourceFile } from '../../model/ingest.ts';
import type { UnixMs } from '../../model/brand.ts';
import { bundleLimits, readArtifactBundle } from '../../protocols/sentry/artifact-bundle.ts';
import { Refused } from '../http/refused.ts';

/** What an upload is cut into, and how much of it comes at once. */
export const uploadLimits = {
  chunkBytes: 1024 * 1024,
  chunksPerRequest: 8,
  requestBytes: 10 * 1024 * 1024,
} as const;

/** Parts named by the SHA-1 of what they hold; a part that holds something else is refused. */
export async function takeChunks(store: IngestStore, form: FormData, now: UnixMs): Promise<number> {
  const parts = [...form.entries()].slice(0, uploadLimits.chunksPerRequest * 2);
  for (const [name, part] of parts) {
    if (typeof part === 'string') continue;
    const packed = new Uint8Array(await part.arrayBuffer());
    const bytes = name === 'file_gzip' ? unpacked(packed) : packed;
    if (createHash('sha1').update(bytes).digest('hex') !== part.name.toLowerCase())
      throw new Refused(400, 'wrong-checksum', { message: 'A chunk is not what its name says.' });
    await store.putChunk(part.name.toLowerCase(), bytes, now);
  }
  return parts.length;
}

function unpacked(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: uploadLimits.chunkBytes });
  } catch {
    throw new Refused(400, 'not-gzip', { message: 'A chunk is no gzip, or larger than 1 MiB.' });
  }
}

export interface Assembly {
  readonly state: 'not_found' | 'created' | 'error';
  readonly missingChunks: readonly string[];
  readonly detail: string | null;
}

/** Puts a bundle together once all of its chunks are there, and keeps the files that make stacks readable. */
export async function assembleBundle(
  store: IngestStore,
  wanted: { readonly checksum: string; readonly chunks: readonly string[] },
  now: UnixMs,
): Promise<Assembly> {
  const missing = await store.missingChunks(wanted.chunks);
  if (missing.length > 0) return { state: 'not_found', missingChunks: missing, detail: null };
  const parts: Uint8Array[] = [];
  let size = 0;
  for (const hash of wanted.chunks) {
    const part = (await store.chunk(hash)) ?? new Uint8Array();
    size += part.length;
    if (size > bundleLimits.maxBytes)
      return failed(`the bundle is larger than ${bundleLimits.maxBytes} bytes`);
    parts.push(part);
  }
  const bundle = Buffer.concat(parts);
  if (createHash('sha1').update(bundle).digest('hex') !== wanted.checksum)
    return failed('the bundle is not what its checksum says');
  const files = readArtifactBundle(bundle);
  if (files.length === 0) return failed('there is neither a script nor a source map in the bundle');
  for (const file of files)
    await store.putFiles(
      file.names.map((name): SourceFile => ({ kind: file.kind, name, at: now, body: gzipSync(file.bytes) })),
    );
  return { state: 'created', missingChunks: [], detail: null };
}

const failed = (detail: string): Assembly => ({ state: 'error', missingChunks: [], detail });
