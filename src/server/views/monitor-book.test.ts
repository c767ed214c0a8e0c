import { expect, test } from 'vitest';
import type { Monitor } from '../../model/monitor.ts';
import { createFakeClock } from '../../outside/fake/clock.ts';
import { monitorOf } from '../../../test/conformance/monitor-simulation.ts';
import { createMonitorBook } from './monitor-book.ts';

/** A store of monitors that counts how often it is asked. */
function shelf() {
  const held = { monitors: [monitorOf({ id: 'a' })] as readonly Monitor[], asked: 0, isGone: false };
  const list = async (): Promise<readonly Monitor[]> => {
    held.asked += 1;
    if (held.isGone) throw new Error('connection refused');
    return held.monitors;
  };
  // The book calls no other method.
  const store = { monitors: { list } } as unknown as Parameters<typeof createMonitorBook>[0];
  return { held, store };
}

test('all looks at pages within three seconds ask the store once; the list stays the same until a monitor changes', async () => {
  const clock = createFakeClock({ isAutomatic: false });
  const { held, store } = shelf();
  const book = createMonitorBook(store, clock);
  const first = await book.list();
  const byId = await book.byId();
  for (let page = 0; page < 1_000; page += 1) expect(await book.list()).toBe(first);
  expect(held.asked).toBe(1);
  await clock.advance(3_000);
  expect(await book.byId()).toBe(byId);
  held.monitors = [...held.monitors, monitorOf({ id: 'b' })];
  expect((await book.list()).length).toBe(1);
  await clock.advance(3_000);
  expect([...(await book.byId()).keys()]).toEqual(['a', 'b']);
  expect(await book.get('b')).toMatchObject({ id: 'b' });
  expect(held.asked).toBe(3);
});

test('what was changed here is seen at once; a store that is away is asked again', async () => {
  const clock = createFakeClock({ isAutomatic: false });
  const { held, store } = shelf();
  const book = createMonitorBook(store, clock);
  await book.list();
  held.monitors = [];
  held.isGone = true;
  book.forget();
  await expect(book.list()).rejects.toThrow('connection refused');
  held.isGone = false;
  expect(await book.list()).toEqual([]);
});
