import type { Outside } from '../../model/outside.ts';

const maxFileBytes = 1024 * 1024;
const parallel = 24;

interface Reader {
  readonly onText: (path: string, text: string) => void;
  /** A file that was not read, and why. */
  readonly onGap: (text: string) => void;
}

/** Reads files side by side and hands their texts over one at a time; returns how many were read. Nothing is kept. */
export async function eachFile(
  at: { readonly outside: Outside; readonly folder: string; readonly signal: AbortSignal },
  paths: readonly string[],
  { onText, onGap }: Reader,
): Promise<number> {
  let next = 0;
  let read = 0;
  const worker = async (): Promise<void> => {
    for (let path = paths[next++]; path !== undefined; path = paths[next++]) {
      if (at.signal.aborted) return;
      const text = await at.outside.files.readText(`${at.folder}/${path}`, { maxBytes: maxFileBytes });
      if (text.ok) {
        read += 1;
        onText(path, text.value);
      } else if (text.error.kind !== 'not-found') onGap(`${path} was not read: ${text.error.message}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, paths.length) }, worker));
  if (at.signal.aborted) onGap('stopped before all files were looked at');
  return read;
}
