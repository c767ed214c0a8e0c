import type { FileEntry } from '../../model/outside.ts';

export interface StoredFile {
  readonly data: Uint8Array;
  readonly modifiedAt: number;
}

/** Files and folders in memory, by absolute POSIX path. */
export class Disk {
  readonly files = new Map<string, StoredFile>();
  readonly #folders = new Set<string>(['/', '/tmp']);

  hasFolder(path: string): boolean {
    return this.#folders.has(path);
  }

  /** With every folder above it. */
  addFolder(path: string): void {
    for (let at = path; !this.#folders.has(at); at = parentOf(at)) this.#folders.add(at);
  }

  /** A file, or a folder with everything in it. */
  remove(path: string): void {
    const isGone = (name: string): boolean => name === path || name.startsWith(`${path}/`);
    for (const name of this.files.keys()) if (isGone(name)) this.files.delete(name);
    for (const name of this.#folders) if (isGone(name)) this.#folders.delete(name);
  }

  entries(path: string): readonly FileEntry[] {
    const isInside = (name: string): boolean => name !== '/' && parentOf(name) === path;
    const entry = (name: string, kind: FileEntry['kind']): FileEntry => ({
      name: name.slice(name.lastIndexOf('/') + 1),
      kind,
    });
    return [
      ...[...this.files.keys()].filter(isInside).map((name) => entry(name, 'file')),
      ...[...this.#folders].filter(isInside).map((name) => entry(name, 'folder')),
    ].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }
}

export const cleanPath = (path: string): string => (path.length > 1 ? path.replace(/\/+$/, '') : path);
export const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';
