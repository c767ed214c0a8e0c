import { createHash } from 'node:crypto';
import type { IngestKey, IngestProject } from '../../model/ingest.ts';
import type { Outside } from '../../model/outside.ts';
import type { Store } from '../../model/store.ts';
import type { ServerMac } from '../auth/server-mac.ts';

/** Who may send errors, traces and logs; kept in memory, for it is asked at every request. */
export interface ProjectBook {
  readonly projects: () => readonly IngestProject[];
  readonly keys: () => readonly IngestKey[];
  /** Whose key it is; null for one that is not known or has ended. */
  readonly projectOf: (publicKey: string) => IngestProject | null;
  /** Reads the store again; after a change, and now and then for what other replicas changed. */
  readonly refresh: () => Promise<void>;
}

/** The first project has a key from the start: nothing has to be set up before the first event. */
export const firstProject = '1';
const standardPerMinute = 30_000;

type Parts = {
  readonly store: Pick<Store, 'ingest'>;
  readonly outside: Pick<Outside, 'clock'>;
  readonly mac: ServerMac;
};

export function createProjectBook({ store, outside, mac }: Parts): ProjectBook {
  let projects: readonly IngestProject[] = [];
  let keys = new Map<string, IngestKey>();
  return {
    projects: () => projects,
    keys: () => [...keys.values()],
    projectOf: (publicKey) => {
      const key = keys.get(publicKey);
      if (key === undefined || (key.endsAt !== null && key.endsAt <= outside.clock.now())) return null;
      return projects.find(({ id }) => id === key.project) ?? null;
    },
    refresh: async () => {
      if (projects.length === 0) await addFirst({ store, outside, mac });
      projects = await store.ingest.projects();
      keys = new Map((await store.ingest.keys()).map((key) => [key.publicKey, key]));
    },
  };
}

/** The same key whichever replica comes first. */
async function addFirst({ store, outside, mac }: Parts): Promise<void> {
  const createdAt = outside.clock.now();
  const isAdded = await store.ingest.addProject({
    id: firstProject,
    name: 'product',
    createdAt,
    origins: [],
    eventsPerMinute: standardPerMinute,
  });
  if (!isAdded) return;
  const publicKey = createHash('sha256').update(mac('ingest', firstProject)).digest('hex').slice(0, 32);
  await store.ingest.putKey({ publicKey, project: firstProject, createdAt, endsAt: null });
}
