import { expect, test } from 'vitest';
import type { Monitor } from '../../model/monitor.ts';
import { createFakeClock } from '../../outside/fake/clock.ts';
import { monitorOf } from '../../../test/conformance/monitor-simulation.ts';
import { createMonitorBook } from './monitor-book.ts';

/** A store of monitors that counts how often the whole list is read. */
function shelf() {
  const held = { monitors: [monitorOf({ id: 'a' })] as Monitor[], version: 1, reads: 0, isGone: false };
  const answer = async <T>(value: () => T): Promise<T> => {
    if (held.isGone) throw new Error('connection refused');
    return value();
  };
  const monitors = {
    list: () =>
      answer(() => {
        held.reads += 1;
        return [...held.monitors];
      }),
    version: () => answer(() => held.version),
  };
  // The book calls no other method.
  const store = { monitors } as unknown as Parameters<typeof createMonitorBook>[0];
  return { held, store };
}

test('ten thousand looks at the page read the monitors once, until somebody changes one', async () => {
  const clock = createFakeClock({ isAutomatic: false });
  const { held, store } = shelf();
  const book = createMonitorBook(store, clock);
  const first = await book.list();
  for (let minute = 0; minute < 20; minute += 1) {
    await clock.advance(60_000);
    expect(await book.list()).toBe(first);
  }
  expect(held.reads).toBe(1);
  held.monitors.push(monitorOf({ id: 'b' }));
  held.version += 1;
  expect((await book.list()).length).toBe(1);
  await clock.advance(3_000);
  expect([...(await book.byId()).keys()]).toEqual(['a', 'b']);
  expect(await book.get('b')).toMatchObject({ id: 'b' });
  expect(held.reads).toBe(2);
});

test('what was changed here is seen at once; a store that is away is asked again', async () => {
  const clock = createFakeClock({ isAutomatic: false });
  const { held, store } = shelf();
  const book = createMonitorBook(store, clock);
  await book.list();
  held.monitors = [];
  held.version += 1;
  held.isGone = true;
  book.forget();
  await expect(book.list()).rejects.toThrow('connection refused');
  held.isGone = false;
  expect(await book.list()).toEqual([]);
});
