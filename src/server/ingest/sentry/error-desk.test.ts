import { describe, expect, it } from 'vitest';
import { unixMs } from '../../../model/brand.ts';
import type { EventGroup, StoredEvent, Store } from '../../../model/store.ts';
import { StoreError } from '../../../model/store-error.ts';
import { readErrorEvent } from '../../../ingest/errors/event.ts';
import { readSample } from '../../../ingest/errors/sample.ts';
import { readEventItem } from '../../../protocols/sentry/envelope.ts';
import { createErrorDesk } from './error-desk.ts';

const now = unixMs(1_795_000_000_000);
const oneMb = 1024 * 1024;

/** A store that refuses until it is mended. */
function desk() {
  const groups = new Map<string, EventGroup>();
  const kept: StoredEvent[] = [];
  const state = { isBroken: true };
  const refuse = (): void => {
    if (state.isBroken) throw new StoreError('full', 'The disk is full.');
  };
  const events = {
    changeGroups: async (
      ids: readonly string[],
      change: (id: string, before: EventGroup | null) => EventGroup | null,
    ) => {
      refuse();
      return ids.flatMap((id) => {
        const after = change(id, groups.get(id) ?? null);
        if (after !== null) groups.set(id, after);
        return after === null ? [] : [after];
      });
    },
    append: async (rows: readonly StoredEvent[]) => void kept.push(...rows),
    addSeries: async () => undefined,
  };
  const made = createErrorDesk({
    store: { events: events as unknown as Store['events'] },
    outside: {
      clock: { now: () => now } as unknown as Parameters<typeof createErrorDesk>[0]['outside']['clock'],
    },
    tell: async () => undefined,
    changed: () => undefined,
  });
  return { ...made, groups, kept, state };
}

const sample = (number: number) => {
  const value = {
    message: `broken ${'abcdefghijklmnopqrstuvwxyz'[number % 26]}`,
    fingerprint: [String(number)],
  };
  const newId = (): string => number.toString(16).padStart(32, '0');
  return {
    event: readErrorEvent(value, { project: '1', now, sentAt: null, newId }),
    item: { value },
    bytes: oneMb,
    attachments: [],
  };
};

describe('MON-6: errors while the store refuses', () => {
  it('every event is counted, and no more of them are held than sixteen megabytes', async () => {
    const { take, flush, groups, kept, state } = desk();
    for (let number = 0; number < 60; number += 1) {
      expect(take(sample(number))).toBe(true);
      if (number % 4 === 3) await expect(flush()).rejects.toThrow('The disk is full.');
    }
    state.isBroken = false;
    await flush();
    expect([groups.size, kept.length]).toEqual([60, 16]);
  });
});

describe('MON-6: an error whose stack came before', () => {
  it('is one group whatever its variables, and an example of it has them, scrubbed', async () => {
    const { take, flush, groups, kept, state } = desk();
    state.isBroken = false;
    const taken = ['a', 'b', 'c', 'd'].map((order, at) => {
      const frame = { filename: '/srv/pay.py', function: 'pay', lineno: 7, in_app: true };
      const vars = { order, mail: `${order}.lopez@shop.example` };
      const stacktrace = { frames: [{ ...frame, vars }] };
      const value = { exception: { values: [{ type: 'PayError', value: 'no', stacktrace }] } };
      const item = readEventItem({ type: 'event' }, Buffer.from(JSON.stringify(value)));
      if (!('value' in item)) throw new Error(item.problem);
      const newId = (): string => String(at).padStart(32, '0');
      const event = readErrorEvent(item.outline ?? item.value, { project: '1', now, sentAt: null, newId });
      return { event, item, bytes: 500, attachments: [] };
    });
    expect(taken.map(({ item }) => item.outline === undefined)).toEqual([true, true, false, false]);
    for (const each of taken.slice(2)) expect(take(each)).toBe(true);
    await flush();
    expect(groups.size).toBe(1);
    expect(
      kept.map((each) => JSON.stringify(readSample(each)?.event).match(/"vars":\{[^}]*\}/)?.[0]),
    ).toEqual([
      '"vars":{"order":"c","mail":"[mail address]"}',
      '"vars":{"order":"d","mail":"[mail address]"}',
    ]);
  });
});
