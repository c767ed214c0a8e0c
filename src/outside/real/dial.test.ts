import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { failure, ok } from '../../model/outside.ts';
import { createFakeClock } from '../fake/clock.ts';
import { dialFirst } from './dial.ts';
import type { Dialer } from './dial.ts';

/** Sockets that are never connected stand for connections; `late` ones open only when told. */
function dialer(answers: Readonly<Record<string, 'open' | 'refused' | 'silent'>>): Dialer & {
  readonly asked: string[];
  readonly sockets: Socket[];
} {
  const asked: string[] = [];
  const sockets: Socket[] = [];
  return {
    asked,
    sockets,
    dial: (to, signal) => {
      asked.push(to.address);
      const answer = answers[to.address];
      if (answer === 'refused') return Promise.resolve(failure('refused', to.address));
      if (answer === 'silent')
        return new Promise((resolve) =>
          signal.addEventListener('abort', () => resolve(failure('aborted', to.address)), { once: true }),
        );
      const socket = new Socket();
      sockets.push(socket);
      return Promise.resolve(ok(socket));
    },
    close: () => undefined,
    openSockets: () => 0,
  };
}
const to = (...addresses: string[]) => addresses.map((address) => ({ address, port: 80 }));
const signal = (): AbortSignal => new AbortController().signal;

test('the first address that opens wins, the next is never asked', async () => {
  const world = dialer({ a: 'open', b: 'open' });
  const won = await dialFirst(world, createFakeClock(), { to: to('a', 'b'), signal: signal() });
  expect(won).toMatchObject({ ok: true, value: { address: 'a' } });
  expect(world.asked).toEqual(['a']);
});

test('a silent address gives way after 250 ms and is let go', async () => {
  const clock = createFakeClock();
  const world = dialer({ a: 'silent', b: 'open' });
  const won = await dialFirst(world, clock, { to: to('a', 'b'), signal: signal() });
  expect(won).toMatchObject({ ok: true, value: { address: 'b' } });
  expect([clock.monotonicMs(), clock.pendingTimers()]).toEqual([250, 0]);
});

test('a refused address gives way at once', async () => {
  const clock = createFakeClock();
  const won = await dialFirst(dialer({ a: 'refused', b: 'open' }), clock, {
    to: to('a', 'b'),
    signal: signal(),
  });
  expect(won).toMatchObject({ ok: true, value: { address: 'b' } });
  expect(clock.monotonicMs()).toBe(0);
});

test('when all fail the first failure is told', async () => {
  const world = dialer({ a: 'refused', b: 'refused' });
  const lost = await dialFirst(world, createFakeClock(), { to: to('a', 'b'), signal: signal() });
  expect(lost).toMatchObject({ ok: false, error: { kind: 'refused', message: 'a' } });
});

test('a name with hundreds of addresses is tried eight times', async () => {
  const many = Array.from({ length: 300 }, (_, at) => `x${at}`);
  const world = dialer(Object.fromEntries(many.map((address) => [address, 'refused' as const])));
  await dialFirst(world, createFakeClock(), { to: to(...many), signal: signal() });
  expect(world.asked).toHaveLength(8);
});

test('an aborted caller gets its answer, and nothing stays open', async () => {
  const controller = new AbortController();
  const clock = createFakeClock({ isAutomatic: false });
  const dialling = dialFirst(dialer({ a: 'silent' }), clock, { to: to('a'), signal: controller.signal });
  controller.abort();
  expect(await dialling).toMatchObject({ ok: false });
  expect(clock.pendingTimers()).toBe(0);
});
