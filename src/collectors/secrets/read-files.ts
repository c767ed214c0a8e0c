import type { Outside } from '../../model/outside.ts';
import { archiveKind, openArchive } from '../../protocols/secrets/archive.ts';
import { isBinary, singleByte } from '../../protocols/secrets/coding.ts';
import { nameFromPath } from '../../protocols/secrets/place.ts';
import { sharedScanner } from '../../protocols/secrets/redact.ts';
import type { SecretHits } from './hits.ts';

export interface ReadOptions {
  readonly maxFileBytes: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (path: string) => void;
}

/** Pictures, sound, fonts: formats that hold no text. */
const media =
  /\.(?:png|jpe?g|gif|webp|avif|ico|bmp|tiff?|psd|woff2?|ttf|otf|eot|mp[34]|m4[av]|mov|avi|mkv|webm|ogg|wav|flac|pdf|class|pyc|o|a|so|dylib|dll|exe|wasm)$/i;
const archiveLimits = {
  maxEntries: 20_000,
  maxEntryBytes: 32 * 1024 * 1024,
  maxTotalBytes: 256 * 1024 * 1024,
};

/** Scans files one after the other; one that cannot be read, or only in part, is told. */
export async function scanFiles(
  outside: Outside,
  at: { readonly root: string; readonly paths: readonly string[]; readonly hits: SecretHits },
  options: ReadOptions,
): Promise<void> {
  for (const path of at.paths) {
    if (options.signal.aborted) return at.hits.tell('stopped before all files were looked at');
    if (media.test(path)) continue;
    options.onProgress?.(path);
    const full = `${at.root}/${path}`;
    const found = await outside.files.stat(full);
    if (!found.ok || found.value.kind === 'other') {
      if (!found.ok && found.error.kind !== 'not-found')
        at.hits.tell(`${path} cannot be read: ${found.error.message}`);
      continue;
    }
    if (found.value.kind !== 'file') continue;
    const bytes = await outside.files.read(full, { maxBytes: options.maxFileBytes });
    if (bytes.ok) scanContent({ path, bytes: bytes.value, now: outside.clock.now() }, at.hits);
    else at.hits.tell(`${path} was not read: ${bytes.error.message}`);
  }
}

/** One file's content, archives opened once. */
export function scanContent(
  file: { readonly path: string; readonly bytes: Uint8Array; readonly now: number },
  hits: SecretHits,
): void {
  hits.files += 1;
  hits.bytes += file.bytes.length;
  if (archiveKind(file.bytes) === null) return scanPlain(file, hits);
  const { entries, told } = openArchive(file.bytes, archiveLimits);
  for (const text of told) hits.tell(`${file.path}: ${text}`);
  for (const entry of entries) {
    const path = entry.name === '' ? file.path : `${file.path}!${entry.name}`;
    if (!media.test(path)) scanPlain({ ...file, path, bytes: entry.bytes }, hits);
  }
}

function scanPlain(
  { path, bytes, now }: { readonly path: string; readonly bytes: Uint8Array; readonly now: number },
  hits: SecretHits,
): void {
  const options = { now, isBinary: isBinary(bytes) };
  const name = nameFromPath(path);
  const text = name === '' ? singleByte(bytes) : Buffer.concat([Buffer.from(name), bytes]);
  for (const match of sharedScanner().scan(text, options))
    hits.add(match.line === 1 ? { ...match, column: match.column - name.length } : match, path);
}
