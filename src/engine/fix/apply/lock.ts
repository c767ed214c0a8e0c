import type { Outside, Result } from '../../../model/outside.ts';
import { failure, ok } from '../../../model/outside.ts';

const heldMs = 120_000;
const maxBytes = 64 * 1024;

export interface ApplyLock {
  /** Holds it for two minutes more; does nothing while most of them are left. */
  readonly renew: () => Promise<void>;
  readonly release: () => Promise<void>;
}

type Door = Pick<Outside, 'files' | 'clock' | 'random'>;

/**
 * One apply at a time on one zone and machine. Every contender appends a line, which is atomic for short lines; the first line
 * owns the lock. A line that ran out belongs to a run that died.
 */
export async function takeLock(outside: Door, path: string): Promise<Result<ApplyLock>> {
  const { files, clock, random } = outside;
  const token = Buffer.from(random.bytes(12)).toString('hex');
  const line = (): string => `${token} ${clock.now() + heldMs}\n`;
  const held = await files.readText(path, { maxBytes });
  if (held.ok && expiryOf(held.value) < clock.now()) await files.remove(path);
  const added = await files.append(path, line(), { isFlushed: true });
  if (!added.ok) return added;
  const lines = await files.readText(path, { maxBytes });
  if (!lines.ok) return lines;
  if (!lines.value.startsWith(`${token} `)) {
    const seconds = Math.max(1, Math.ceil((expiryOf(lines.value) - clock.now()) / 1000));
    return failure(
      'refused',
      `another run is changing this zone; if it died, its lock ends in ${seconds} seconds`,
    );
  }
  let renewedAt = clock.now();
  return ok({
    renew: async () => {
      if (clock.now() - renewedAt < heldMs / 4) return;
      renewedAt = clock.now();
      await files.write(path, line(), { mode: 0o600 });
    },
    release: async () => {
      const now = await files.readText(path, { maxBytes });
      if (now.ok && now.value.startsWith(`${token} `)) await files.remove(path);
    },
  });
}

const expiryOf = (text: string): number => Number(/^\S+ (\d{1,16})/.exec(text)?.[1] ?? 0);
