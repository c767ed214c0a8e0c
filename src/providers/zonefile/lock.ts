import type { Outside, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';

const lockMs = 60_000;
const maxLockBytes = 64 * 1024;

/**
 * A lock file of our own beside the zone file. Every contender appends one line; the first line owns the lock (appending is atomic
 * for short lines). A line older than a minute belongs to a run that died and is cleared away.
 */
export async function withLock<T>(
  outside: Pick<Outside, 'files' | 'clock' | 'random'>,
  path: string,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const token = Buffer.from(outside.random.bytes(12)).toString('hex');
  const taken = await take(outside, path, token);
  if (!taken.ok) return taken;
  try {
    return await work();
  } finally {
    await outside.files.remove(path);
  }
}

async function take(
  outside: Pick<Outside, 'files' | 'clock'>,
  path: string,
  token: string,
): Promise<Result<void>> {
  const { files, clock } = outside;
  const held = await files.readText(path, { maxBytes: maxLockBytes });
  if (held.ok && expiryOf(held.value) < clock.now()) await files.remove(path);
  const written = await files.append(path, `${token} ${clock.now() + lockMs}\n`, { isFlushed: true });
  if (!written.ok) return written;
  const lines = await files.readText(path, { maxBytes: maxLockBytes });
  if (!lines.ok) return lines;
  if (lines.value.startsWith(`${token} `)) return ok(undefined);
  const seconds = Math.max(0, Math.ceil((expiryOf(lines.value) - clock.now()) / 1000));
  return failure('refused', `Another run holds ${path}; it is let go within ${seconds} seconds`);
}

const expiryOf = (text: string): number => Number(/^\S+ (\d{1,16})/.exec(text)?.[1] ?? 0);
