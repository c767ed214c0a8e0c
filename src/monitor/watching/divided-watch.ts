import type { Monitor } from '../../model/monitor.ts';
import type { Watch, WatchHealth } from '../watch.ts';
import { portableOf } from './portable.ts';

/** Fewer looks a minute than this do not disturb each other; a thread costs more memory than they gain. */
const manyAMinute = 300;

/**
 * Two loops that share the monitors of one region. Where there are many looks, those that can be taken elsewhere are taken in `openFar`,
 * whose clock nothing else here holds up: pages, decisions and stores of this process no longer show in what it measures.
 */
export function dividedWatch(near: Watch, openFar: (looksAMinute: number) => Watch): Watch {
  let far: Watch | null = null;
  return {
    setMonitors: (monitors, lastAt) => {
      const portables = portableOf(monitors);
      const looks = looksAMinute([...portables.keys()]);
      if (far === null && looks >= manyAMinute) far = openFar(looks);
      const stay = far === null ? monitors : monitors.filter((monitor) => !portables.has(monitor));
      near.setMonitors(stay, lastAt);
      far?.setMonitors([...portables.values()], lastAt);
    },
    recheck: (rechecks, fromMs) => {
      near.recheck(rechecks, fromMs);
      far?.recheck(rechecks, fromMs);
    },
    health: () => (far === null ? near.health() : together(near.health(), far.health())),
    close: async () => {
      await Promise.all([near.close(), far?.close()]);
    },
  };
}

const looksAMinute = (monitors: readonly Monitor[]): number =>
  monitors.reduce((sum, { intervalSeconds }) => sum + 60 / Math.max(1, intervalSeconds), 0);

/** Of two percentiles the worse one is the promise that holds for both. */
const together = (near: WatchHealth, far: WatchHealth): WatchHealth => ({
  monitors: near.monitors + far.monitors,
  inFlight: near.inFlight + far.inFlight,
  limit: near.limit + far.limit,
  shed: near.shed + far.shed,
  latenessP99Ms: Math.max(near.latenessP99Ms, far.latenessP99Ms),
  lagMs: Math.max(near.lagMs, far.lagMs),
});
