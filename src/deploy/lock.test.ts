import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRealOutside } from '../cli/real-outside.ts';
import type { Outside } from '../model/outside.ts';
import { lockOwner, takeLock } from './lock.ts';
import { bornAt } from './process-life.ts';

let outside: Outside & AsyncDisposable;
let folder: { readonly path: string } & AsyncDisposable;
beforeEach(async () => {
  outside = await openRealOutside({});
  folder = await outside.files.temporaryFolder('launch-ready-lock-');
});
afterEach(async () => {
  await folder[Symbol.asyncDispose]();
  await outside[Symbol.asyncDispose]();
});
const self = { pid: process.pid, what: 'A deploy' };

describe('one deploy at a time', () => {
  it('a second one is refused while the first is at work, and let in behind it', async () => {
    const first = await takeLock(outside, folder.path, self);
    const second = await takeLock(outside, folder.path, self);
    expect(second).toMatchObject({
      ok: false,
      error: { code: 'EHELD', message: `A deploy is at work (process ${process.pid})` },
    });
    if (first.ok) await first.value[Symbol.asyncDispose]();
    const third = await takeLock(outside, folder.path, self);
    expect(third.ok).toBe(true);
    if (third.ok) await third.value[Symbol.asyncDispose]();
    expect(await lockOwner(outside, folder.path)).toBeNull();
  });

  it('the lock of a process that died is taken over, even when its number lives again', async () => {
    const owner = { pid: process.pid, bornAt: 'another time', at: 1, what: 'A deploy' };
    await outside.files.makeFolder(`${folder.path}/lock`);
    await outside.files.write(`${folder.path}/lock/owner.json`, JSON.stringify(owner));
    const taken = await takeLock(outside, folder.path, self);
    expect(taken.ok).toBe(true);
    expect(await lockOwner(outside, folder.path)).toMatchObject({
      bornAt: await bornAt(outside, process.pid),
    });
  });

  it('of many at once exactly one gets it', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => takeLock(outside, folder.path, self)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('a process that never was is not alive', async () => {
    expect(await bornAt(outside, 2 ** 22 + 1)).toBeNull();
  });
});
