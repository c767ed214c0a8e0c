import { expect, test } from 'vitest';
import { createFakeClock } from '../fake/clock.ts';
import { fakeDns } from '../fake/dns.ts';
import { createRenewingDnsDoor } from './renewing-door.ts';

test('a watch sees a changed record within seconds, and a failure is never answered from memory at the re-check', async () => {
  const clock = createFakeClock({ isAutomatic: false });
  let address = '192.0.2.1';
  let [made, disposed] = [0, 0];
  const door = createRenewingDnsDoor(() => {
    made += 1;
    const zones = fakeDns({ 'shop.example': { A: [address] } });
    return { ...zones, [Symbol.asyncDispose]: async () => void (disposed += 1) };
  }, clock);
  const look = async (): Promise<string | undefined> => {
    const answer = await door.resolve('shop.example', 'A');
    return answer.ok ? answer.value.records[0]?.value : undefined;
  };
  expect(await look()).toBe('192.0.2.1');
  address = '192.0.2.2';
  expect(await look()).toBe('192.0.2.1');
  await clock.advance(5_000);
  expect(await look()).toBe('192.0.2.2');
  expect([made, disposed]).toEqual([2, 1]);
  await door[Symbol.asyncDispose]();
  expect(disposed).toBe(2);
});

test('work under way ends with the door it began with', async () => {
  const clock = createFakeClock({ isAutomatic: false });
  const disposed: number[] = [];
  let made = 0;
  const gate = Promise.withResolvers<void>();
  const door = createRenewingDnsDoor(() => {
    const id = (made += 1);
    const zones = fakeDns({ 'shop.example': { A: ['192.0.2.1'] } });
    return {
      ...zones,
      resolve: async (name, type) => {
        if (id === 1) await gate.promise;
        return zones.resolve(name, type);
      },
      [Symbol.asyncDispose]: async () => void disposed.push(id),
    };
  }, clock);
  const slow = door.resolve('shop.example', 'A');
  await clock.advance(5_000);
  await door.resolve('shop.example', 'A');
  expect(disposed).toEqual([]);
  gate.resolve();
  expect((await slow).ok).toBe(true);
  expect(disposed).toEqual([1]);
});
