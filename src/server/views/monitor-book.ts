import type { Clock } from '../../model/outside.ts';
import type { Monitor } from '../../model/monitor.ts';
import type { Store } from '../../model/store.ts';

/** Monitors without reading them from the store for every look at a page. */
export interface MonitorBook {
  readonly list: () => Promise<readonly Monitor[]>;
  readonly get: (id: string) => Promise<Monitor | null>;
  /** After they were changed here. */
  readonly forget: () => void;
}

/** Another replica may have changed them. */
const keptMs = 3_000;

export function createMonitorBook(store: Pick<Store, 'monitors'>, clock: Clock): MonitorBook {
  let kept: { readonly untilMs: number; readonly monitors: Promise<ReadonlyMap<string, Monitor>> } | null =
    null;
  const read = async (): Promise<ReadonlyMap<string, Monitor>> =>
    new Map((await store.monitors.list()).map((monitor) => [monitor.id, monitor]));
  const all = async (): Promise<ReadonlyMap<string, Monitor>> => {
    const nowMs = clock.monotonicMs();
    if (kept === null || kept.untilMs <= nowMs) {
      const monitors = read();
      kept = { untilMs: nowMs + keptMs, monitors };
      monitors.catch(() => {
        kept = null;
      });
    }
    return kept.monitors;
  };
  return {
    list: async () => [...(await all()).values()],
    get: async (id) => (await all()).get(id) ?? null,
    forget: () => {
      kept = null;
    },
  };
}
