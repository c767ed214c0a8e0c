import { unixMs } from '../../model/brand.ts';
import type { DeployMarker, MaintenanceWindow } from '../../model/monitor.ts';
import type { Store } from '../../model/store.ts';
import type { RecentChange } from '../../monitor/cause/evidence.ts';
import type { SubjectBook } from '../subject.ts';

/** What the watch asks at every failure and may not wait for: read from the store now and then, kept here. */
export interface SurroundingsBook {
  readonly windows: () => readonly MaintenanceWindow[];
  readonly deploys: () => readonly DeployMarker[];
  readonly changes: () => readonly RecentChange[];
  /** Regions with a probe elsewhere. */
  readonly regions: () => readonly string[];
  readonly refresh: () => Promise<void>;
}

const recent = 30;

export function createSurroundings(
  store: Pick<Store, 'maintenance' | 'deploys' | 'runs' | 'people'>,
  subject: Pick<SubjectBook, 'changedAt'>,
): SurroundingsBook {
  let windows: readonly MaintenanceWindow[] = [];
  let deploys: readonly DeployMarker[] = [];
  let applied: readonly RecentChange[] = [];
  let regions: readonly string[] = [];
  return {
    windows: () => windows,
    deploys: () => deploys,
    regions: () => regions,
    changes: () => {
      const at = subject.changedAt();
      const manifest: RecentChange[] =
        at === null ? [] : [{ at, kind: 'config', what: 'launch.yaml was changed' }];
      return [...applied, ...manifest];
    },
    refresh: async () => {
      [windows, deploys] = await Promise.all([store.maintenance.list(), store.deploys.list(recent)]);
      const receipts = await store.runs.list('receipt', recent);
      applied = receipts.map(({ at, title }) => ({ at: unixMs(at), kind: 'dns', what: title }));
      const credentials = await store.people.credentials();
      regions = credentials.filter(({ kind }) => kind === 'probe').map(({ name }) => name);
    },
  };
}
