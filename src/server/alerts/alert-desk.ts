import { unixMs } from '../../model/brand.ts';
import type { Manifest, ManifestAlertRoute } from '../../model/manifest.ts';
import type { Alert } from '../../model/monitor.ts';
import type { Outside } from '../../model/outside.ts';
import type { OutboxEntry, Store } from '../../model/store.ts';
import { outboxEntry } from '../../monitor/alerting/routing.ts';
import type { Sealer } from '../../store/sealing.ts';
import type { DeliveryRow } from '../contract-incidents.ts';
import type { Destination } from './resolve-route.ts';
import { destinationOf } from './resolve-route.ts';
import type { RouteBook } from './route-book.ts';
import { createRouteBook } from './route-book.ts';

/** Who is told, and how that went. */
export interface AlertDesk {
  readonly book: RouteBook;
  /** Those of the manifest, then those made by hand; as of the last `refresh`. */
  readonly routes: () => readonly ManifestAlertRoute[];
  readonly refresh: () => Promise<void>;
  readonly resolve: (route: ManifestAlertRoute) => Promise<Destination | null>;
  readonly deliveries: (limit: number) => Promise<readonly DeliveryRow[]>;
  /** Sends a test over these routes the way a real alert goes, and waits until it arrived, was refused, or time is up. */
  readonly drill: (routes: readonly string[], by: string) => Promise<readonly DeliveryRow[]>;
}

export interface AlertDeskParts {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly outside: Outside;
  readonly manifest: () => Manifest | null;
  readonly publicUrl: string;
}

const drillWaitMs = 25_000;
const lookEveryMs = 250;
const looked = 500;

export function createAlertDesk(parts: AlertDeskParts): AlertDesk {
  const book = createRouteBook(parts.store, parts.sealer);
  const declared = (): readonly ManifestAlertRoute[] => parts.manifest()?.alerts ?? [];
  const made = (): readonly ManifestAlertRoute[] => {
    const ids = new Set(declared().map(({ id }) => id));
    return book.records().filter(({ id }) => !ids.has(id));
  };
  const channelOf = (route: string): ManifestAlertRoute['channel'] | null =>
    [...declared(), ...made()].find(({ id }) => id === route)?.channel ?? null;
  const rows = async (limit: number): Promise<readonly DeliveryRow[]> =>
    (await parts.store.outbox.list(limit)).map((entry) => deliveryRow(entry, channelOf(entry.route)));
  return {
    book,
    routes: () => [...declared(), ...made()],
    refresh: book.refresh,
    resolve: (route) => {
      const record = declared().includes(route)
        ? undefined
        : book.records().find(({ id }) => id === route.id);
      const own = record === undefined ? { to: route.to, secret: null } : book.open(record);
      return destinationOf(parts.outside, parts.manifest(), { channel: route.channel, ...own });
    },
    deliveries: rows,
    drill: async (routes, by) => {
      const ids = await enqueueTests(parts, routes, by);
      return settled({ ...parts, rows }, ids);
    },
  };
}

async function enqueueTests(
  { store, outside, publicUrl }: AlertDeskParts,
  routes: readonly string[],
  by: string,
): Promise<ReadonlySet<string>> {
  const now = outside.clock.now();
  const alert = testAlert({
    now,
    by,
    publicUrl,
    nonce: Buffer.from(outside.random.bytes(6)).toString('hex'),
  });
  const entries = routes.map((route) => outboxEntry(alert, route, { now, waitMs: 0 }));
  for (const entry of entries) await store.outbox.enqueue(entry);
  return new Set(entries.map(({ id }) => id));
}

async function settled(
  { outside, rows }: AlertDeskParts & { readonly rows: AlertDesk['deliveries'] },
  ids: ReadonlySet<string>,
): Promise<readonly DeliveryRow[]> {
  const untilMs = outside.clock.monotonicMs() + drillWaitMs;
  for (;;) {
    const own = (await rows(looked)).filter(({ id }) => ids.has(id));
    const isOver = own.every(({ state, attempts }) => state !== 'waiting' || attempts > 0);
    if (isOver || outside.clock.monotonicMs() >= untilMs) return own;
    await outside.clock.sleep(lookEveryMs);
  }
}

export const testAlert = (made: {
  readonly now: number;
  readonly by: string;
  readonly publicUrl: string;
  readonly nonce: string;
}): Alert => ({
  key: `test-${made.nonce}:test`,
  kind: 'test',
  severity: 'info',
  title: `Test alert, asked for by ${made.by}`,
  since: unixMs(made.now),
  at: unixMs(made.now),
  cause: null,
  lastChange: null,
  firstStep: 'nothing to do: this proves that alerts reach you',
  url: made.publicUrl,
  facts: [],
});

export const deliveryRow = (entry: OutboxEntry, channel: string | null): DeliveryRow => ({
  id: entry.id,
  route: entry.route,
  channel,
  kind: entry.alert.kind,
  title: entry.alert.title,
  state: entry.state,
  at: entry.createdAt,
  attempts: entry.attempts,
  proof: entry.lastDetail,
});
