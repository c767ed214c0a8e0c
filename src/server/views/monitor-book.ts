import type { Clock } from '../../model/outside.ts';
import type { Monitor } from '../../model/monitor.ts';
import type { Store } from '../../model/store.ts';

/** Monitors without reading them from the store for every look at a page. */
export interface MonitorBook {
  /** By id. The very same list until a monitor changes. */
  readonly list: () => Promise<readonly Monitor[]>;
  readonly byId: () => Promise<ReadonlyMap<string, Monitor>>;
  readonly get: (id: string) => Promise<Monitor | null>;
  /** After they were changed here. */
  readonly forget: () => void;
}

/** Another replica may have changed them: this long nobody asks whether it did. */
const trustedMs = 3_000;

interface Edition {
  readonly list: readonly Monitor[];
  readonly byId: ReadonlyMap<string, Monitor>;
}

export function createMonitorBook(store: Pick<Store, 'monitors'>, clock: Clock): MonitorBook {
  let last: Edition | null = null;
  let kept: { readonly untilMs: number; readonly edition: Promise<Edition> } | null = null;
  const read = async (): Promise<Edition> => {
    const list = await store.monitors.list();
    if (last?.list !== list) last = { list, byId: new Map(list.map((monitor) => [monitor.id, monitor])) };
    return last;
  };
  const edition = async (): Promise<Edition> => {
    const nowMs = clock.monotonicMs();
    if (kept === null || kept.untilMs <= nowMs) {
      const reading = read();
      kept = { untilMs: nowMs + trustedMs, edition: reading };
      reading.catch(() => {
        kept = null;
      });
    }
    return kept.edition;
  };
  return {
    list: async () => (await edition()).list,
    byId: async () => (await edition()).byId,
    get: async (id) => (await edition()).byId.get(id) ?? null,
    forget: () => {
      kept = null;
    },
  };
}
