import type { OutboxEntry, OutboxStore } from '../../src/model/store.ts';
import type { LeaseStore } from '../../src/model/store-replicas.ts';

export interface MemoryOutbox extends OutboxStore {
  readonly entries: () => readonly OutboxEntry[];
}

/** An outbox in memory, with the semantics of `OutboxStore`: for tests of what uses one. */
export function memoryOutbox(found: readonly OutboxEntry[] = []): MemoryOutbox {
  const kept = new Map(found.map((entry) => [entry.id, entry]));
  return {
    entries: () => [...kept.values()],
    enqueue: async (entry) => {
      if (kept.has(entry.id)) return false;
      kept.set(entry.id, entry);
      return true;
    },
    due: async (now, limit) =>
      [...kept.values()].filter(({ state, nextAt }) => state === 'waiting' && nextAt <= now).slice(0, limit),
    record: async (id, delivery, next) => {
      const entry = kept.get(id)!;
      kept.set(id, {
        ...entry,
        attempts: entry.attempts + 1,
        lastDetail: delivery.detail,
        messageId: delivery.messageId ?? entry.messageId,
        state: typeof next === 'string' ? next : 'waiting',
        nextAt: typeof next === 'string' ? entry.nextAt : next.at,
      });
    },
    list: async (limit) => [...kept.values()].slice(-limit),
  };
}

export const everyLease: LeaseStore = {
  acquire: async () => true,
  release: async () => undefined,
  holding: async () => null,
  held: async () => [],
};
