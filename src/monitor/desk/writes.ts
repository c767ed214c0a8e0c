import type { Incident } from '../../model/monitor.ts';
import type {
  IncidentStore,
  MonitorState,
  MonitorStore,
  OutboxEntry,
  OutboxStore,
} from '../../model/store.ts';

export interface DeskStores {
  readonly incidents: Pick<IncidentStore, 'put'>;
  readonly outbox: Pick<OutboxStore, 'enqueue'>;
  readonly monitors: Pick<MonitorStore, 'putState'>;
}

/**
 * What the desk has decided and the store does not have yet. Alerts go first, then incidents, then states: after a crash in
 * between, the same decision is made again under the same key, and nobody hears it twice.
 */
export interface PendingWrites {
  readonly alert: (entry: OutboxEntry) => void;
  readonly incident: (incident: Incident) => void;
  readonly state: (state: MonitorState) => void;
  /** Rejects when the store does; what was not written stays for the next time. */
  readonly flush: () => Promise<void>;
  readonly size: () => number;
}

const maxAlerts = 10_000;

export function createPendingWrites(stores: DeskStores): PendingWrites {
  const alerts = new Map<string, OutboxEntry>();
  const incidents = new Map<string, Incident>();
  const states = new Map<string, MonitorState>();
  let flushing: Promise<void> | null = null;
  const run = async (): Promise<void> => {
    await drain(alerts, async (entry) => void (await stores.outbox.enqueue(entry)));
    await drain(incidents, (incident) => stores.incidents.put(incident));
    await drainTogether(states, (state) => stores.monitors.putState(state));
  };
  return {
    alert: (entry) => {
      if (alerts.size < maxAlerts) alerts.set(entry.id, entry);
    },
    incident: (incident) => void incidents.set(incident.id, incident),
    state: (state) => void states.set(state.monitor, state),
    flush: async () => {
      flushing ??= run().finally(() => {
        flushing = null;
      });
      await flushing;
    },
    size: () => alerts.size + incidents.size + states.size,
  };
}

/** All at once, so that the store can put them into one transaction: one flush to the disk instead of one for each monitor. */
async function drainTogether<T>(map: Map<string, T>, write: (value: T) => Promise<void>): Promise<void> {
  const written = [...map].map(async ([key, value]) => {
    await write(value);
    if (map.get(key) === value) map.delete(key);
  });
  const failed = (await Promise.allSettled(written)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

/** Writes what is there now; a newer value that came meanwhile stays for the next round. */
async function drain<T>(map: Map<string, T>, write: (value: T) => Promise<void>): Promise<void> {
  for (const [key, value] of map.entries().toArray()) {
    await write(value);
    if (map.get(key) === value) map.delete(key);
  }
}
