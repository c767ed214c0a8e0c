import { describe, expect, test } from 'vitest';
import type { Manifest } from '../model/manifest.ts';
import type { Monitor, Probe, ProbeContext, Sample } from '../model/monitor.ts';
import { createFakeClock } from '../outside/fake/clock.ts';
import { fakeOutside } from '../outside/fake/outside.ts';
import type { FakeOutsideOptions } from '../outside/fake/outside.ts';
import { monitorOf, noPhases, start } from '../../test/conformance/monitor-simulation.ts';
import { startWatch } from './watch.ts';
import { createReferenceCheck } from './watching/references.ts';
import { createSampleBuffer } from './watching/sample-buffer.ts';
import { sampleFrom } from './probing/sample.ts';

type Answer = Partial<Sample> & { readonly tookMs?: number };

/** A watch over a probe made of a function, on a clock that is moved by hand. */
function watching(answer: (context: ProbeContext) => Answer, world: FakeOutsideOptions = {}) {
  const clock = createFakeClock({ now: start, isAutomatic: false });
  const outside = { ...fakeOutside(world), clock };
  const samples: Sample[] = [];
  const troubles: string[] = [];
  const contexts: ProbeContext[] = [];
  const probe: Probe = {
    kind: 'http',
    title: 'fake',
    requirements: [],
    problems: () => [],
    run: async (context) => {
      contexts.push(context);
      const begun = { at: clock.now(), fromMs: clock.monotonicMs() };
      const { tookMs, ...more } = answer(context);
      if (tookMs !== undefined) await clock.sleep(tookMs, context.signal);
      return { ...sampleFrom(context, begun, { outcome: 'up', message: '' }), phases: noPhases, ...more };
    },
  };
  const watch = startWatch({
    outside,
    region: 'eu',
    manifest: () => ({}) as Manifest,
    probes: new Map([['http', probe]]),
    rooms: {},
    isConnected: createReferenceCheck(outside, [{ address: '192.0.2.1', port: 443 }]),
    onSample: (sample) => void samples.push(sample),
    onTrouble: (sentence) => void troubles.push(sentence),
  });
  return { clock, samples, troubles, contexts, watch };
}
const fleet = (count: number, more: Partial<Monitor> = {}): readonly Monitor[] =>
  Array.from({ length: count }, (_, index) => monitorOf({ id: `m${index}`, ...more }));
const connected: FakeOutsideOptions = { sockets: { '192.0.2.1:443': {} } };

describe('the loop (MON-1)', () => {
  test('a thousand monitors a minute: each one once, none late', async () => {
    const { clock, samples, watch } = watching(() => ({}));
    watch.setMonitors(fleet(1000));
    await clock.advance(60_000);
    samples.length = 0;
    await clock.advance(60_000);
    expect(new Set(samples.map(({ monitor }) => monitor)).size).toBe(1000);
    expect(samples).toHaveLength(1000);
    expect(watch.health()).toMatchObject({ monitors: 1000, inFlight: 0, shed: 0 });
    expect(watch.health().latenessP99Ms).toBeLessThanOrEqual(10);
    await watch.close();
    expect(clock.pendingTimers()).toBe(0);
  });

  test('after a restart every monitor is checked within one interval, whatever it missed', async () => {
    const { clock, samples, watch } = watching(() => ({}));
    const daily = fleet(50, { intervalSeconds: 86_400 }).map((one) => ({ ...one, id: `daily-${one.id}` }));
    watch.setMonitors([...fleet(200), ...daily], new Map([['m0', start - 3_600_000]]));
    await clock.advance(60_000);
    expect(new Set(samples.map(({ monitor }) => monitor)).size).toBe(250);
    await watch.close();
  });

  test('paused monitors and those of other regions are left alone', async () => {
    const { clock, samples, watch } = watching(() => ({}));
    watch.setMonitors([
      monitorOf({ id: 'paused', isPaused: true }),
      monitorOf({ id: 'us', regions: ['us'] }),
      monitorOf({ id: 'eu', regions: ['eu', 'us'] }),
    ]);
    await clock.advance(61_000);
    expect(new Set(samples.map(({ monitor }) => monitor))).toEqual(new Set(['eu']));
    await watch.close();
  });

  test('a re-check comes after its time, from when the failed check began, with a full handshake', async () => {
    const { clock, samples, contexts, watch } = watching(() => ({}));
    watch.setMonitors(fleet(1));
    await clock.advance(60_000);
    const first = samples.at(-1)!;
    watch.recheck([{ monitor: 'm0', region: null, afterMs: 5_000 }], clock.now());
    watch.recheck([{ monitor: 'm0', region: 'us', afterMs: 0 }], clock.now());
    const before = samples.length;
    await clock.advance(4_900);
    const regular = samples.length - before;
    await clock.advance(200);
    expect(samples.length).toBe(before + Math.max(1, regular));
    expect(first.monitor).toBe('m0');
    expect(contexts.at(-1)?.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    await watch.close();
  });

  test('sessions are resumed, with a full handshake at least every five minutes', async () => {
    const fulls: number[] = [];
    const { clock, watch } = watching(({ isResumptionAllowed, outside }) => {
      if (isResumptionAllowed !== true) fulls.push(outside.clock.now());
      return { isResumed: isResumptionAllowed === true };
    });
    watch.setMonitors(fleet(1));
    await clock.advance(60 * 60_000);
    const gaps = fulls.slice(1).map((at, index) => (at - (fulls[index] ?? 0)) / 60_000);
    expect(fulls.length).toBeGreaterThanOrEqual(12);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(5);
    // Only the first one comes sooner, so that what was begun together does not stay together.
    expect(Math.min(...gaps.slice(1))).toBeGreaterThan(1);
    await watch.close();
  });

  test('full handshakes are the dear ones: a thousand pages begun in one minute do not all shake hands in the fifth', async () => {
    let fulls = 0;
    const { clock, watch } = watching(({ isResumptionAllowed }) => {
      if (isResumptionAllowed !== true) fulls += 1;
      return { isResumed: isResumptionAllowed === true };
    });
    watch.setMonitors(fleet(1_000));
    const minutes: number[] = [];
    for (let minute = 0; minute < 12; minute += 1) {
      fulls = 0;
      await clock.advance(60_000);
      minutes.push(fulls);
    }
    expect(minutes[0]).toBeGreaterThan(900);
    expect(Math.max(...minutes.slice(2))).toBeLessThanOrEqual(400);
    expect(Math.min(...minutes.slice(2))).toBeGreaterThanOrEqual(100);
    await watch.close();
  });

  test('the wall clock is set back by an hour: nothing goes blind', async () => {
    const { clock, samples, watch } = watching(() => ({}));
    watch.setMonitors(fleet(20));
    await clock.advance(120_000);
    clock.jumpWallClock(-3_600_000);
    samples.length = 0;
    await clock.advance(62_000);
    expect(new Set(samples.map(({ monitor }) => monitor)).size).toBe(20);
    await watch.close();
  });

  test('the machine sleeps for an hour: everything is looked at again, once', async () => {
    const { clock, samples, watch } = watching(() => ({}));
    watch.setMonitors(fleet(20));
    await clock.advance(120_000);
    clock.jumpWallClock(3_600_000);
    samples.length = 0;
    await clock.advance(61_000);
    expect(new Set(samples.map(({ monitor }) => monitor)).size).toBe(20);
    expect(samples.length).toBeLessThanOrEqual(40);
    await watch.close();
  });

  test('dead targets do not delay the others', async () => {
    const { clock, samples, watch } = watching(({ monitor }) =>
      monitor.id.startsWith('dead') ? { tookMs: 6_000 } : {},
    );
    const dead = fleet(200).map((one) => ({ ...one, id: `dead-${one.id}` }));
    watch.setMonitors([...dead, ...fleet(200)]);
    await clock.advance(180_000);
    expect(watch.health()).toMatchObject({ shed: 0 });
    expect(watch.health().latenessP99Ms).toBeLessThanOrEqual(10);
    expect(samples.filter(({ monitor }) => !monitor.startsWith('dead')).length).toBeGreaterThanOrEqual(400);
    await watch.close();
  });
});

describe('our own network', () => {
  const broken: Answer = {
    outcome: 'down',
    layer: 'connect',
    code: 'timed-out',
    message: 'no answer in time',
  };
  test('a failure while the references answer is theirs', async () => {
    const { clock, samples, watch } = watching(() => broken, connected);
    watch.setMonitors(fleet(1));
    await clock.advance(61_000);
    expect(samples[0]).toMatchObject({ outcome: 'down', layer: 'connect' });
    await watch.close();
  });
  test('a failure while they do not is ours, and says so', async () => {
    const { clock, samples, watch } = watching(() => broken);
    watch.setMonitors(fleet(1));
    await clock.advance(61_000);
    expect(samples[0]).toMatchObject({ outcome: 'unknown', layer: 'own-network' });
    expect(samples[0]?.message).toBe(
      'The probe reaches none of its own references either, so this says nothing: no answer in time',
    );
    await watch.close();
  });
  test('an answer that is wrong is theirs in any case', async () => {
    const { clock, samples, watch } = watching(() => ({ outcome: 'down', layer: 'http', code: 'http-503' }));
    watch.setMonitors(fleet(1));
    await clock.advance(61_000);
    expect(samples[0]?.outcome).toBe('down');
    await watch.close();
  });
});

test('a probe that breaks is our fault: unknown, and told', async () => {
  const { clock, samples, troubles, watch } = watching(() => {
    throw new Error('a bug');
  });
  watch.setMonitors(fleet(1));
  await clock.advance(61_000);
  expect(samples[0]).toMatchObject({ outcome: 'unknown', code: 'probe-failed' });
  expect(troubles[0]).toBe('The probe of m0 broke: a bug');
  await watch.close();
});

test('the store is gone for five minutes: every sample arrives, in order, and both ends are told', async () => {
  const clock = createFakeClock({ now: start, isAutomatic: false });
  const kept: string[] = [];
  const troubles: string[] = [];
  let isGone = true;
  const buffer = createSampleBuffer({
    clock,
    keep: async (samples) => {
      if (isGone) throw new Error('connection refused');
      kept.push(...samples.map(({ monitor }) => monitor));
    },
    onTrouble: (sentence) => void troubles.push(sentence),
  });
  for (let second = 0; second < 300; second += 1) {
    buffer.add({ monitor: `m${second}` } as Sample);
    await buffer.flush();
    await clock.advance(1000);
  }
  expect([buffer.size(), troubles]).toEqual([
    300,
    ['Samples wait in memory, the store does not take them: connection refused'],
  ]);
  isGone = false;
  for (let second = 0; second < 31; second += 1) {
    await buffer.flush();
    await clock.advance(1000);
  }
  expect(kept).toEqual(Array.from({ length: 300 }, (_, second) => `m${second}`));
  expect(troubles.at(-1)).toBe('The store takes samples again; 0 were lost');
});
