import { describe, expect, test } from 'vitest';
import { unixMs } from '../model/brand.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Alert, AlertChannel, DeployMarker, MaintenanceWindow, Monitor } from '../model/monitor.ts';
import type { FakeAnswer } from '../outside/fake/http.ts';
import { createFakeClock } from '../outside/fake/clock.ts';
import { fakeOutside } from '../outside/fake/outside.ts';
import { routeOf } from '../../test/conformance/monitor-alerts.ts';
import { monitorOf, start } from '../../test/conformance/monitor-simulation.ts';
import { memoryStore } from '../../test/conformance/monitor-store.ts';
import type { MemoryStore } from '../../test/conformance/monitor-store.ts';
import http from './probes/http.ts';
import { startWatchService } from './service.ts';
import type { WatchService } from './service.ts';

interface Told {
  readonly after: number;
  readonly key: string;
  readonly alert: Alert;
}

/** A product, a watch and somebody who is called, on a clock that is moved by hand. */
async function world(
  monitors: readonly Monitor[],
  more: {
    readonly memory?: MemoryStore;
    readonly deploys?: readonly DeployMarker[];
    readonly windows?: readonly MaintenanceWindow[];
  } = {},
) {
  const clock = createFakeClock({ now: start, isAutomatic: false });
  const site = { answer: 'hello' as FakeAnswer };
  const outside = { ...fakeOutside({ http: { 'https://*': () => site.answer } }), clock };
  const memory = more.memory ?? memoryStore(monitors);
  const told: Told[] = [];
  const troubles: string[] = [];
  const phone = { isSilent: false };
  const channel: AlertChannel = {
    id: 'email',
    title: 'test',
    requirements: [],
    render: (alert) => ({ contentType: '', body: JSON.stringify(alert), headers: {}, subject: null }),
    send: async ({ key, message }) => {
      if (phone.isSilent) return { outcome: 'retry', detail: 'silent', retryAfterMs: null, messageId: null };
      told.push({ after: clock.now() - start, key, alert: JSON.parse(message.body) as Alert });
      return { outcome: 'delivered', detail: 'ok', retryAfterMs: null, messageId: null };
    },
  };
  const service = await startWatchService({
    outside,
    region: 'eu',
    manifest: () => ({}) as Manifest,
    probes: new Map([['http', http]]),
    rooms: {},
    isConnected: async () => true,
    onTrouble: (sentence) => void troubles.push(sentence),
    windows: () => more.windows ?? [],
    deploys: () => more.deploys ?? [],
    changes: () => [],
    inside: () => null,
    edgeOf: () => null,
    isForeign: () => false,
    regions: () => ['eu'],
    rollbackCommand: () => 'npm run rollback',
    baseUrl: 'https://watch.example',
    resolve: async ({ to }) => ({ address: to, secret: null }),
    holder: 'one',
    store: memory.store,
    channels: [channel],
    routes: () => [routeOf('mail')],
  });
  const minutes = (count: number): Promise<void> => clock.advance(count * 60_000);
  return { clock, site, memory, told, troubles, phone, service, minutes };
}
const stop = async (service: WatchService, clock: ReturnType<typeof createFakeClock>): Promise<void> => {
  const closing = service.close();
  await clock.advance(1000);
  await closing;
};

describe('from failure to alert', () => {
  test('an outage is told within 75 s with its cause, and its end is told', async () => {
    const deploy = { id: 'd', version: '1.4.2', environment: 'production', by: 'tom', url: null, note: null };
    const { site, minutes, told, service, clock, memory } = await world([monitorOf()], {
      deploys: [{ ...deploy, at: unixMs(start + 8 * 60_000) }],
    });
    await minutes(10);
    expect(told).toEqual([]);
    site.answer = { status: 500 };
    await minutes(2);
    expect(told).toHaveLength(1);
    expect(told[0]!.after - 600_000).toBeLessThanOrEqual(75_000);
    expect(told[0]!.alert).toMatchObject({
      kind: 'opened',
      title: 'Homepage is down',
      cause: { kind: 'deploy' },
      lastChange: 'deploy 1.4.2 by tom at 00:08 UTC',
      firstStep: 'roll back: npm run rollback',
    });
    expect(told[0]!.alert.url).toMatch(/^https:\/\/watch\.example\/incidents\/homepage\.\w+$/);
    site.answer = 'hello';
    await minutes(4);
    expect(told.map(({ alert }) => alert.kind)).toEqual(['opened', 'resolved']);
    expect([...memory.incidents.values()].map(({ status }) => status)).toEqual(['resolved']);
    expect(memory.states.get('homepage')?.outcome).toBe('up');
    await stop(service, clock);
    expect(clock.pendingTimers()).toBe(0);
  });

  test('one cause, one alarm: five pages of one host fail together', async () => {
    const pages = Array.from({ length: 5 }, (_, at) => monitorOf({ id: `page-${at}`, title: `Page ${at}` }));
    const { site, minutes, told, service, clock, memory } = await world(pages);
    await minutes(5);
    site.answer = { error: 'refused' };
    await minutes(5);
    expect(told.map(({ alert }) => alert.kind)).toEqual(['opened']);
    expect([...memory.incidents.values()].map(({ affected }) => affected.length)).toEqual([4]);
    site.answer = 'hello';
    await minutes(10);
    expect(told.map(({ alert }) => alert.kind)).toEqual(['opened', 'resolved']);
    await stop(service, clock);
  });

  test('a page that was never anything but slow is shown as slow from its first look, and told after three', async () => {
    const { site, minutes, told, service, clock, memory } = await world([monitorOf({ slowMs: 800 })]);
    site.answer = { totalMs: 2_500 };
    await minutes(1);
    expect([memory.states.get('homepage')?.outcome, told.length]).toEqual(['degraded', 0]);
    await minutes(3);
    expect(memory.states.get('homepage')?.outcome).toBe('degraded');
    expect(told.map(({ alert }) => alert.title)).toEqual(['Homepage is slow']);
    await stop(service, clock);
  });

  test('maintenance: nobody is called', async () => {
    const window = {
      id: 'w',
      from: unixMs(start),
      to: unixMs(start + 1_800_000),
      monitors: 'all',
      reason: 'x',
    } as const;
    const { site, minutes, told, service, clock } = await world([monitorOf()], { windows: [window] });
    site.answer = { status: 503 };
    await minutes(29);
    expect(told).toEqual([]);
    await minutes(5);
    expect(told.map(({ alert }) => alert.kind)).toEqual(['opened']);
    await stop(service, clock);
  });

  test('somebody takes it: no reminder, no escalation', async () => {
    const { site, minutes, told, service, clock } = await world([monitorOf()]);
    site.answer = { status: 503 };
    await minutes(3);
    const [incident] = service.desk.openIncidents();
    expect(service.desk.acknowledge(incident!.id, 'ines')).toBe(true);
    expect(service.desk.acknowledge('nonsense', 'ines')).toBe(false);
    await minutes(180);
    expect(told).toHaveLength(1);
    await stop(service, clock);
  });
});

describe('trouble at home', () => {
  test('the store is gone for five minutes of an outage: no sample and no alert is lost', async () => {
    const { site, minutes, told, troubles, memory, service, clock } = await world([monitorOf()]);
    await minutes(5);
    memory.isGone = true;
    site.answer = { status: 503 };
    await minutes(5);
    expect(told).toEqual([]);
    expect(service.health().buffered).toBeGreaterThanOrEqual(5);
    memory.isGone = false;
    await minutes(2);
    expect(told.map(({ alert }) => alert.kind)).toEqual(['opened']);
    expect(memory.samples.length).toBeGreaterThanOrEqual(12);
    expect(troubles).toEqual([
      'Alerts cannot be sent: connection refused',
      'Samples wait in memory, the store does not take them: connection refused',
      'Incidents and alerts wait in memory: connection refused',
      'Incidents and alerts are kept again',
      'Alerts are sent again',
      'The store takes samples again; 0 were lost',
    ]);
    await stop(service, clock);
  });

  test('killed in an outage at any moment and started again: the same incident, told once', async () => {
    for (let seconds = 0; seconds < 180; seconds += 7) {
      const monitors = [monitorOf()];
      const first = await world(monitors);
      first.site.answer = { status: 503 };
      await first.clock.advance(seconds * 1000);
      // Killed: nothing is closed, nothing is flushed; only the store remains.
      const left = memoryStore(monitors, first.memory);
      first.memory.isGone = true;
      const second = await world(monitors, { memory: left });
      second.clock.jumpWallClock(seconds * 1000 + 20_000);
      second.site.answer = { status: 503 };
      await second.minutes(4);
      const keys = [...first.told, ...second.told].map(({ key }) => key);
      expect(keys).toHaveLength(1);
      await stop(second.service, second.clock);
      await stop(first.service, first.clock);
    }
  });
});
