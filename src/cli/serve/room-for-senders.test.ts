import { expect, test } from 'vitest';
import { createFakeClock } from '../../outside/fake/clock.ts';
import type { DoorRequest } from '../../server/ingest/door.ts';
import { roomForSenders } from './room-for-senders.ts';

const request: DoorRequest = {
  method: 'POST',
  target: '/',
  header: () => null,
  body: async () => new Uint8Array(),
};

function watched() {
  const clock = createFakeClock({ isAutomatic: false });
  const ends = new AbortController();
  const said: string[] = [];
  const process = { mb: 120 };
  const door = roomForSenders(() => null, {
    clock,
    heap: {
      widen: () => void said.push('widen'),
      narrow: () => void said.push('narrow'),
      collect: () => void said.push('collect'),
      residentMb: () => process.mb,
    },
    signal: ends.signal,
  });
  const send = (count: number): void => {
    for (let each = 0; each < count; each += 1) void door(request);
  };
  return { clock, ends, said, send, process };
}

// MON-6: memory is taken for a flood, and given back.
test('a few requests a second change nothing', async () => {
  const { clock, said, send } = watched();
  for (let second = 0; second < 60; second += 1) {
    send(400);
    await clock.advance(1_000);
  }
  expect(said).toEqual([]);
});

test('many widen the heap once, and a quiet minute narrows it again', async () => {
  const { clock, said, send } = watched();
  for (let second = 0; second < 120; second += 1) {
    send(2_000);
    await clock.advance(1_000);
  }
  expect(said).toEqual(['widen']);
  await clock.advance(58_000);
  expect(said).toEqual(['widen']);
  await clock.advance(3_000);
  expect(said).toEqual(['widen', 'narrow', 'collect']);
  send(2_000);
  await clock.advance(200_000);
  expect(said).toEqual(['widen', 'narrow', 'collect', 'widen', 'narrow', 'collect']);
  expect(clock.pendingTimers()).toBe(0);
});

test('a process that has grown collects as a lean one, flood or not', async () => {
  const { clock, said, send, process } = watched();
  send(1_000);
  process.mb = 172;
  send(1_000);
  expect(said).toEqual(['widen']);
  process.mb = 185;
  send(1_000);
  process.mb = 170;
  send(1_000);
  expect(said).toEqual(['widen', 'narrow']);
  process.mb = 150;
  send(1_000);
  process.mb = 195;
  send(1_000);
  expect(said).toEqual(['widen', 'narrow', 'widen', 'narrow']);
  await clock.advance(61_000);
  expect(said.slice(4)).toEqual(['collect']);
});

test('a server that ends waits for nothing', async () => {
  const { clock, ends, said, send } = watched();
  send(1_000);
  ends.abort();
  send(1_000);
  expect(clock.pendingTimers()).toBe(0);
  expect(said).toEqual(['widen']);
});
