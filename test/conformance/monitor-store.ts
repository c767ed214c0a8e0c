import type { Incident, Monitor, Sample } from '../../src/model/monitor.ts';
import type { MonitorState } from '../../src/model/store.ts';
import type { ServiceParts } from '../../src/monitor/service.ts';
import { everyLease, memoryOutbox } from './monitor-outbox.ts';
import type { MemoryOutbox } from './monitor-outbox.ts';

export interface MemoryStore {
  readonly store: ServiceParts['store'];
  readonly outbox: MemoryOutbox;
  readonly samples: Sample[];
  readonly incidents: Map<string, Incident>;
  readonly states: Map<string, MonitorState>;
  /** When true, everything rejects. */
  isGone: boolean;
}

/** The part of a store that the watch needs, in memory, with a plug to pull; `found` is what an earlier process left behind. */
export function memoryStore(monitors: readonly Monitor[], found?: MemoryStore): MemoryStore {
  const outbox = memoryOutbox(found?.outbox.entries());
  const kept: MemoryStore = {
    store: {} as ServiceParts['store'],
    outbox,
    samples: [...(found?.samples ?? [])],
    incidents: new Map(found?.incidents),
    states: new Map(found?.states),
    isGone: false,
  };
  const here = async <T>(work: () => T | Promise<T>): Promise<T> => {
    if (kept.isGone) throw new Error('connection refused');
    return work();
  };
  const store: ServiceParts['store'] = {
    samples: {
      append: (samples) => here(() => void kept.samples.push(...samples)),
      recent: async () => [],
      raw: async () => [],
      rollups: async () => [],
      days: async () => [],
    },
    monitors: {
      put: async () => undefined,
      remove: async () => undefined,
      get: async () => null,
      list: () => here(() => monitors),
      states: () => here(() => [...kept.states.values()]),
      putState: (state) => here(() => void kept.states.set(state.monitor, structuredClone(state))),
    },
    incidents: {
      put: (incident) => here(() => void kept.incidents.set(incident.id, incident)),
      get: async (id) => kept.incidents.get(id) ?? null,
      list: async () => [...kept.incidents.values()],
    },
    outbox: {
      enqueue: (entry) => here(() => outbox.enqueue(entry)),
      due: (now, limit) => here(() => outbox.due(now, limit)),
      record: (id, delivery, next) => here(() => outbox.record(id, delivery, next)),
      list: (limit) => here(() => outbox.list(limit)),
    },
    leases: everyLease,
  };
  return Object.assign(kept, { store });
}
