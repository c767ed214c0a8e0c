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
 * What the desk has decided and the store does not have yet. Of all that was decided when a flush begins alerts go first, then
 * incidents, then states: after a crash in between, the same decision is made again under the same key, and nobody hears it twice.
 * What is decided meanwhile waits for the next round, or its incident would be stored before its alert.
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
    const [told, known, kept] = [[...alerts], [...incidents], [...states]];
    for (const [id, entry] of told) {
      await stores.outbox.enqueue(entry);
      forget(alerts, id, entry);
    }
    for (const [id, incident] of known) {
      await stores.incidents.put(incident);
      forget(incidents, id, incident);
    }
    await together(kept, async ([monitor, state]) => {
      await stores.monitors.putState(state);
      forget(states, monitor, state);
    });
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

/** Unless there is a newer one by now. */
function forget<T>(map: Map<string, T>, key: string, written: T): void {
  if (map.get(key) === written) map.delete(key);
}

/** All at once, so that the store can put them into one transaction: one flush to the disk instead of one for each monitor. */
async function together<T>(entries: readonly T[], write: (entry: T) => Promise<void>): Promise<void> {
  const failed = (await Promise.allSettled(entries.map(write))).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
