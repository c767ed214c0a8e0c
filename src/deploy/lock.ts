import { join } from 'node:path';
import { z } from 'zod';
import type { Outside, Result } from '../model/outside.ts';
import { failure, ok } from '../model/outside.ts';
import { bornAt, isAlive } from './process-life.ts';

const owner = z.object({
  pid: z.number(),
  bornAt: z.string().nullable(),
  at: z.number(),
  what: z.string(),
});
export type LockOwner = z.output<typeof owner>;

const tries = 3;

/**
 * One deploy at a time. The lock is a folder with its owner's name in it, made beside and renamed to its place: that is atomic,
 * and fails while a folder with something in it is there. The lock of a process that died is taken over.
 */
export async function takeLock(
  outside: Outside,
  folder: string,
  self: { readonly pid: number; readonly what: string },
): Promise<Result<AsyncDisposable>> {
  const lock = join(folder, 'lock');
  const own: LockOwner = {
    pid: self.pid,
    bornAt: await bornAt(outside, self.pid),
    at: outside.clock.now(),
    what: self.what,
  };
  for (let attempt = 0; attempt < tries; attempt++) {
    const taken = await tryLock(outside, lock, own);
    if (taken) return ok({ [Symbol.asyncDispose]: async () => void (await outside.files.remove(lock)) });
    const holder = await lockOwner(outside, folder);
    if (holder !== null && (await isAlive(outside, holder)))
      return failure('forbidden', heldBy(holder), 'EHELD');
    // Its owner is gone, or it was let go this moment.
    await clearAway(outside, lock, holder);
  }
  return failure('failed', 'The lock could not be taken: others take and leave it all the time', 'EHELD');
}

/** Takes the dead lock away; one that somebody took in this very moment is put back. */
async function clearAway(outside: Outside, lock: string, dead: LockOwner | null): Promise<void> {
  const aside = `${lock}.${tag(outside)}`;
  const moved = await outside.files.rename(lock, aside);
  if (!moved.ok) return;
  const found = await ownerIn(outside, aside);
  const isDead =
    found === null || (found.pid === dead?.pid && found.bornAt === dead.bornAt && found.at === dead.at);
  if (!isDead && (await outside.files.rename(aside, lock)).ok) return;
  await outside.files.remove(aside);
}

async function tryLock(outside: Outside, lock: string, own: LockOwner): Promise<boolean> {
  const beside = `${lock}.${tag(outside)}`;
  await outside.files.makeFolder(beside);
  const written = await outside.files.write(join(beside, 'owner.json'), JSON.stringify(own));
  const renamed = written.ok ? await outside.files.rename(beside, lock) : written;
  if (!renamed.ok) await outside.files.remove(beside);
  return renamed.ok;
}

export const lockOwner = async (outside: Outside, folder: string): Promise<LockOwner | null> =>
  ownerIn(outside, join(folder, 'lock'));

async function ownerIn(outside: Outside, lock: string): Promise<LockOwner | null> {
  const text = await outside.files.readText(join(lock, 'owner.json'), { maxBytes: 10_000 });
  if (!text.ok) return null;
  try {
    return owner.parse(JSON.parse(text.value));
  } catch {
    return null; // not ours, or half: nobody we know holds it
  }
}

const heldBy = ({ pid, what }: LockOwner): string => `${what} is at work (process ${pid})`;

const tag = ({ random }: Outside): string => Buffer.from(random.bytes(6)).toString('hex');
