import { describe, expect, test } from 'vitest';
import type { Monitor } from '../../model/monitor.ts';
import { monitorOf } from '../../../test/conformance/monitor-simulation.ts';
import type { Watch, WatchHealth } from '../watch.ts';
import { dividedWatch } from './divided-watch.ts';

const atRest: WatchHealth = { monitors: 0, inFlight: 0, limit: 8, shed: 0, latenessP99Ms: 0, lagMs: 0 };

/** A loop that only notes what it is told. */
function noted(health: Partial<WatchHealth> = {}) {
  const told = { watched: [] as readonly string[], rechecks: 0, isClosed: false };
  const watch: Watch = {
    setMonitors: (monitors) => {
      told.watched = monitors.map(({ id }) => id);
    },
    recheck: (rechecks) => {
      told.rechecks += rechecks.length;
    },
    health: () => ({ ...atRest, ...health, monitors: told.watched.length }),
    close: async () => {
      told.isClosed = true;
    },
  };
  return { told, watch };
}
const pages = (count: number, more: Partial<Monitor> = {}): readonly Monitor[] =>
  Array.from({ length: count }, (_, index) => monitorOf({ id: `page-${index}`, kind: 'http', ...more }));

describe('looks on two loops (MON-1)', () => {
  test('few looks a minute stay where they are, and nothing is started for them', () => {
    const near = noted();
    const divided = dividedWatch(near.watch, () => expect.unreachable());
    divided.setMonitors([...pages(290), ...pages(5_000, { intervalSeconds: 86_400 })]);
    expect(near.told.watched).toHaveLength(5_290);
    expect(divided.health()).toMatchObject({ monitors: 5_290, limit: 8 });
  });

  test('many pages go to the other loop; journeys, mail and jobs need this process and stay', async () => {
    const [near, far] = [noted({ latenessP99Ms: 2, shed: 1 }), noted({ latenessP99Ms: 9, lagMs: 3 })];
    const divided = dividedWatch(near.watch, () => far.watch);
    const rooms = (['journey', 'mail', 'heartbeat', 'tls', 'dns', 'domain'] as const).map((kind) =>
      monitorOf({ id: kind, kind }),
    );
    divided.setMonitors([...rooms, ...pages(300), monitorOf({ id: 'port', kind: 'tcp' })]);
    expect(near.told.watched).toEqual(['journey', 'mail', 'heartbeat', 'tls', 'dns', 'domain']);
    expect(far.told.watched).toHaveLength(301);
    expect(divided.health()).toEqual({
      monitors: 307,
      inFlight: 0,
      limit: 16,
      shed: 1,
      latenessP99Ms: 9,
      lagMs: 3,
    });
    divided.recheck([{ monitor: 'port', region: null, afterMs: 0 }], 0);
    expect([near.told.rechecks, far.told.rechecks]).toEqual([1, 1]);
    await divided.close();
    expect([near.told.isClosed, far.told.isClosed]).toEqual([true, true]);
  });

  test('once begun, the other loop goes on with what is left; what is paused counts for nothing', () => {
    const [near, far] = [noted(), noted()];
    const divided = dividedWatch(near.watch, () => far.watch);
    divided.setMonitors(pages(400, { isPaused: true }));
    expect(near.told.watched).toHaveLength(400);
    divided.setMonitors(pages(400));
    divided.setMonitors(pages(3));
    expect([near.told.watched, far.told.watched]).toEqual([[], ['page-0', 'page-1', 'page-2']]);
  });
});
