import { z } from 'zod';
import type { Sample } from '../../model/monitor.ts';
import type { Outside } from '../../model/outside.ts';
import { sampleShape } from '../../server/watch/sample-shape.ts';

const maxBytes = 128 * 1024 * 1024;

/** What an earlier process could not deliver; a damaged file holds nothing and is left where it is. */
export async function readBuffer(
  { files }: Pick<Outside, 'files'>,
  path: string,
): Promise<readonly Sample[]> {
  const text = await files.readText(path, { maxBytes });
  if (!text.ok) return [];
  try {
    return z.array(sampleShape).safeParse(JSON.parse(text.value)).data ?? [];
  } catch {
    return [];
  }
}

/** Whole or not at all; nothing to keep removes it. Resolves to the problem, if any. */
export async function writeBuffer(
  { files }: Pick<Outside, 'files'>,
  path: string,
  samples: readonly Sample[],
): Promise<string | null> {
  if (samples.length === 0) {
    await files.remove(path);
    return null;
  }
  await files.makeFolder(path.replace(/[^/]*$/, '') || '.');
  const written = await files.write(path, JSON.stringify(samples), { mode: 0o600 });
  return written.ok ? null : written.error.message;
}
