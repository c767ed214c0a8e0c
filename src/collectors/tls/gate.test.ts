import { expect, it } from 'vitest';
import type { Outside } from '../../model/outside.ts';
import { throughGate } from './gate.ts';

it('100 jobs: never more than 64 at once, all done in order, a failing one gives its place back', async () => {
  const outside = {} as Outside;
  const done: number[] = [];
  let running = 0;
  let most = 0;
  const job = async (index: number): Promise<void> => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    done.push(index);
    if (index === 3) throw new Error('no');
  };
  const all = Array.from({ length: 100 }, (_, index) => throughGate(outside, () => job(index)));
  const settled = await Promise.allSettled(all);
  expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  expect(most).toBe(64);
  expect(done).toEqual(Array.from({ length: 100 }, (_, index) => index));
});
