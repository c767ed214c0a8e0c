import { mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Dirent } from 'node:fs';
import type { FileEntry, Files, Random, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { unixMs } from '../../model/brand.ts';
import { failed } from './world-error.ts';

const defaultMaxBytes = 16 * 1024 * 1024;

export function createFiles(random: Random): Files {
  const read: Files['read'] = async (path, options = {}) => {
    const maxBytes = options.maxBytes ?? defaultMaxBytes;
    const result = await attempt(`Reading ${path}`, () => readBounded(path, maxBytes));
    return result.ok ? result.value : result;
  };
  return {
    read,
    readText: async (path, options) => {
      const bytes = await read(path, options);
      return bytes.ok ? ok(new TextDecoder().decode(bytes.value)) : bytes;
    },
    write: (path, data, options = {}) =>
      attempt(`Writing ${path}`, () => writeWhole(path, data, { mode: options.mode ?? 0o644, random })),
    append: (path, data, options = {}) =>
      attempt(`Appending to ${path}`, async () => {
        await using file = await open(path, 'a');
        await file.appendFile(data);
        if (options.isFlushed === true) await file.sync();
      }),
    list: (path) =>
      attempt(`Listing ${path}`, async () => {
        const entries = await readdir(path, { withFileTypes: true });
        return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) })).toSorted(byName);
      }),
    stat: (path) =>
      attempt(`Looking at ${path}`, async () => {
        const found = await stat(path);
        return { kind: kindOf(found), sizeBytes: found.size, modifiedAt: unixMs(Math.trunc(found.mtimeMs)) };
      }),
    makeFolder: (path) =>
      attempt(`Making ${path}`, async () => void (await mkdir(path, { recursive: true }))),
    remove: (path) => attempt(`Removing ${path}`, () => rm(path, { recursive: true, force: true })),
    rename: (from, to) => attempt(`Renaming ${from}`, () => rename(from, to)),
    temporaryFolder: async (prefix) => {
      const path = await mkdtemp(join(tmpdir(), prefix));
      return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
    },
  };
}

async function attempt<T>(doing: string, work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (cause) {
    return failed(cause, doing);
  }
}

/** Reads no more than allowed even if the file grows, or is a device without an end. */
const chunkBytes = 256 * 1024;

/** The buffer fits the file: reading ten thousand small ones must not cost a quarter of a megabyte each. */
async function readBounded(path: string, maxBytes: number): Promise<Result<Uint8Array>> {
  await using file = await open(path, 'r');
  const { size: knownBytes } = await file.stat();
  const full: Buffer[] = [];
  let size = 0;
  let filled = 0;
  // One byte more than the file has, so that its end is seen without another buffer.
  let buffer = Buffer.allocUnsafe(knownBytes === 0 ? chunkBytes : Math.min(chunkBytes, knownBytes + 1));
  for (;;) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, null);
    if (bytesRead === 0) return ok(joined(full, buffer.subarray(0, filled)));
    size += bytesRead;
    if (size > maxBytes) return failure('too-large', `${path} is larger than ${maxBytes} bytes`);
    filled += bytesRead;
    if (filled < buffer.length) continue;
    full.push(buffer);
    buffer = Buffer.allocUnsafe(chunkBytes);
    filled = 0;
  }
}

const joined = (full: readonly Buffer[], last: Buffer): Buffer =>
  full.length === 0 ? last : Buffer.concat([...full, last]);

/** Beside, flushed, renamed, folder flushed: after a power cut the file is the old or the new one. */
async function writeWhole(
  path: string,
  data: string | Uint8Array,
  options: { readonly mode: number; readonly random: Random },
): Promise<void> {
  const tag = Buffer.from(options.random.bytes(6)).toString('hex');
  const beside = join(dirname(path), `.${basename(path)}.${tag}`);
  try {
    await writeFlushed(beside, data, options.mode);
    await rename(beside, path);
  } catch (cause) {
    await rm(beside, { force: true });
    throw cause;
  }
  await using folder = await open(dirname(path), 'r');
  await folder.sync();
}

async function writeFlushed(path: string, data: string | Uint8Array, mode: number): Promise<void> {
  await using file = await open(path, 'wx', mode);
  // The mode given to open is cut by the umask; the caller's word is meant as is.
  await file.chmod(mode);
  await file.writeFile(data);
  await file.sync();
}

const kindOf = (entry: Pick<Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink'>): FileEntry['kind'] =>
  entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'other';

const byName = (a: FileEntry, b: FileEntry): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
