import { unixMs } from '../../model/brand.ts';
import type { Clock, FileEntry, Files, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';

export interface FakeFiles extends Files {
  /** Everything that is a file now, by absolute path. */
  readonly all: () => Readonly<Record<string, string>>;
}

interface Stored {
  readonly data: Uint8Array;
  readonly modifiedAt: number;
}
const defaultMaxBytes = 16 * 1024 * 1024;

/** Absolute POSIX paths. As on a real disk, a file can only be written into a folder that exists. */
export function createFakeFiles(
  clock: Pick<Clock, 'now'>,
  initial: Readonly<Record<string, string | Uint8Array>> = {},
): FakeFiles {
  const files = new Map<string, Stored>();
  const folders = new Set<string>(['/', '/tmp']);
  let made = 0;
  const addFolders = (path: string): void => {
    for (let at = path; !folders.has(at); at = parentOf(at)) folders.add(at);
  };
  const store = (path: string, data: Uint8Array): void => {
    files.set(path, { data, modifiedAt: clock.now() });
  };
  for (const [path, data] of Object.entries(initial)) {
    addFolders(parentOf(clean(path)));
    store(clean(path), bytesOf(data));
  }
  const read: Files['read'] = async (path, options = {}) => {
    const found = files.get(clean(path));
    if (found === undefined) return missing('Reading', path);
    const maxBytes = options.maxBytes ?? defaultMaxBytes;
    return found.data.byteLength > maxBytes
      ? failure('too-large', `${path} is larger than ${maxBytes} bytes`)
      : ok(found.data);
  };
  const write = (path: string, data: Uint8Array): Result<void> => {
    if (!folders.has(parentOf(clean(path)))) return missing('Writing', path);
    store(clean(path), data);
    return ok(undefined);
  };
  const remove = (path: string): void => {
    const gone = (name: string): boolean => name === path || name.startsWith(`${path}/`);
    for (const name of files.keys()) if (gone(name)) files.delete(name);
    for (const name of folders) if (gone(name)) folders.delete(name);
  };
  return {
    read,
    readText: async (path, options) => {
      const bytes = await read(path, options);
      return bytes.ok ? ok(new TextDecoder().decode(bytes.value)) : bytes;
    },
    write: async (path, data) => write(path, bytesOf(data)),
    append: async (path, data) => {
      const before = files.get(clean(path))?.data ?? new Uint8Array();
      return write(path, Buffer.concat([before, bytesOf(data)]));
    },
    list: async (path) =>
      folders.has(clean(path)) ? ok(entries(clean(path), files, folders)) : missing('Listing', path),
    stat: async (path) => statOf(clean(path), files, folders),
    makeFolder: async (path) => {
      addFolders(clean(path));
      return ok(undefined);
    },
    remove: async (path) => {
      remove(clean(path));
      return ok(undefined);
    },
    rename: async (from, to) => {
      const moved = files.get(clean(from));
      if (moved === undefined) return missing('Renaming', from);
      files.delete(clean(from));
      files.set(clean(to), moved);
      return ok(undefined);
    },
    temporaryFolder: async (prefix) => {
      const path = `/tmp/${prefix}${(made += 1)}`;
      addFolders(path);
      return { path, [Symbol.asyncDispose]: async () => remove(path) };
    },
    all: () =>
      Object.fromEntries([...files].map(([path, file]) => [path, new TextDecoder().decode(file.data)])),
  };
}

const bytesOf = (data: string | Uint8Array): Uint8Array =>
  typeof data === 'string' ? new TextEncoder().encode(data) : data;
const clean = (path: string): string => (path.length > 1 ? path.replace(/\/+$/, '') : path);
const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';
const missing = <T>(doing: string, path: string): Result<T> =>
  failure('not-found', `${doing} ${path}: there is no such file or folder`, 'ENOENT');

function statOf(
  path: string,
  files: ReadonlyMap<string, Stored>,
  folders: ReadonlySet<string>,
): Awaited<ReturnType<Files['stat']>> {
  const file = files.get(path);
  if (file !== undefined)
    return ok({ kind: 'file', sizeBytes: file.data.byteLength, modifiedAt: unixMs(file.modifiedAt) });
  return folders.has(path)
    ? ok({ kind: 'folder', sizeBytes: 0, modifiedAt: unixMs(0) })
    : missing('Looking at', path);
}

function entries(
  path: string,
  files: ReadonlyMap<string, Stored>,
  folders: ReadonlySet<string>,
): readonly FileEntry[] {
  const isInside = (name: string): boolean => name !== '/' && parentOf(name) === path;
  const entry = (name: string, kind: FileEntry['kind']): FileEntry => ({
    name: name.slice(name.lastIndexOf('/') + 1),
    kind,
  });
  return [
    ...[...files.keys()].filter(isInside).map((name) => entry(name, 'file')),
    ...[...folders].filter(isInside).map((name) => entry(name, 'folder')),
  ].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
