import { unixMs } from '../../model/brand.ts';
import type { Clock, Files, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { cleanPath, Disk, parentOf } from './disk.ts';

export interface FakeFiles extends Files {
  /** Everything that is a file now, by absolute path. */
  readonly all: () => Readonly<Record<string, string>>;
}

const defaultMaxBytes = 16 * 1024 * 1024;

/** Absolute POSIX paths. As on a real disk, a file can only be written into a folder that exists. */
export function createFakeFiles(
  clock: Pick<Clock, 'now'>,
  initial: Readonly<Record<string, string | Uint8Array>> = {},
): FakeFiles {
  const disk = new Disk();
  const store = (path: string, data: Uint8Array): void =>
    void disk.files.set(path, { data, modifiedAt: clock.now() });
  for (const [path, data] of Object.entries(initial)) {
    disk.addFolder(parentOf(cleanPath(path)));
    store(cleanPath(path), bytesOf(data));
  }
  return { ...reading(disk), ...writing(disk, store), ...folders(disk), all: () => allOf(disk) };
}

function reading(disk: Disk): Pick<Files, 'read' | 'readText' | 'stat' | 'list'> {
  const read: Files['read'] = async (path, options = {}) => {
    const found = disk.files.get(cleanPath(path));
    if (found === undefined) return missing('Reading', path);
    const maxBytes = options.maxBytes ?? defaultMaxBytes;
    return found.data.byteLength > maxBytes
      ? failure('too-large', `${path} is larger than ${maxBytes} bytes`)
      : ok(found.data);
  };
  return {
    read,
    readText: async (path, options) => {
      const bytes = await read(path, options);
      return bytes.ok ? ok(new TextDecoder().decode(bytes.value)) : bytes;
    },
    list: async (path) =>
      disk.hasFolder(cleanPath(path)) ? ok(disk.entries(cleanPath(path))) : missing('Listing', path),
    stat: async (path) => {
      const file = disk.files.get(cleanPath(path));
      if (file !== undefined)
        return ok({ kind: 'file', sizeBytes: file.data.byteLength, modifiedAt: unixMs(file.modifiedAt) });
      return disk.hasFolder(cleanPath(path))
        ? ok({ kind: 'folder', sizeBytes: 0, modifiedAt: unixMs(0) })
        : missing('Looking at', path);
    },
  };
}

function writing(
  disk: Disk,
  store: (path: string, data: Uint8Array) => void,
): Pick<Files, 'write' | 'append' | 'rename'> {
  const write = (path: string, data: Uint8Array): Result<void> => {
    if (!disk.hasFolder(parentOf(cleanPath(path)))) return missing('Writing', path);
    store(cleanPath(path), data);
    return ok(undefined);
  };
  return {
    write: async (path, data) => write(path, bytesOf(data)),
    append: async (path, data) => {
      const before = disk.files.get(cleanPath(path))?.data ?? new Uint8Array();
      return write(path, Buffer.concat([before, bytesOf(data)]));
    },
    rename: async (from, to) => {
      const moved = disk.files.get(cleanPath(from));
      if (moved === undefined) return missing('Renaming', from);
      disk.files.delete(cleanPath(from));
      disk.files.set(cleanPath(to), moved);
      return ok(undefined);
    },
  };
}

function folders(disk: Disk): Pick<Files, 'makeFolder' | 'remove' | 'temporaryFolder'> {
  let made = 0;
  return {
    makeFolder: async (path) => {
      disk.addFolder(cleanPath(path));
      return ok(undefined);
    },
    remove: async (path) => {
      disk.remove(cleanPath(path));
      return ok(undefined);
    },
    temporaryFolder: async (prefix) => {
      made += 1;
      const path = `/tmp/${prefix}${made}`;
      disk.addFolder(path);
      return { path, [Symbol.asyncDispose]: async () => disk.remove(path) };
    },
  };
}

const allOf = (disk: Disk): Readonly<Record<string, string>> =>
  Object.fromEntries([...disk.files].map(([path, file]) => [path, new TextDecoder().decode(file.data)]));

const bytesOf = (data: string | Uint8Array): Uint8Array =>
  typeof data === 'string' ? new TextEncoder().encode(data) : data;
const missing = <T>(doing: string, path: string): Result<T> =>
  failure('not-found', `${doing} ${path}: there is no such file or folder`, 'ENOENT');
