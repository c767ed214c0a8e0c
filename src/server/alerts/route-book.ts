import { z } from 'zod';
import type { Json } from '../../model/json.ts';
import type { ManifestAlertRoute } from '../../model/manifest.ts';
import type { Store } from '../../model/store.ts';
import type { Sealer } from '../../store/sealing.ts';

/** A route made in Settings, as it is kept: address and credential sealed, each for this route alone (SEC-1). */
const recordShape = z.object({
  id: z.string(),
  channel: z.enum(['email', 'slack', 'sms', 'webhook', 'chat']),
  to: z.string(),
  secret: z.string().nullable(),
  severities: z.array(z.enum(['critical', 'warning', 'info'])),
  owner: z.string().nullable(),
  hours: z.string().nullable(),
  escalatesTo: z.string().nullable(),
  afterMinutes: z.number(),
});
export type RouteRecord = z.output<typeof recordShape>;

const key = 'alert-routes';

/** Routes made by hand; those of the manifest with the same id win. */
export interface RouteBook {
  /** As of the last `refresh`. */
  readonly records: () => readonly RouteRecord[];
  readonly refresh: () => Promise<void>;
  readonly put: (route: ManifestAlertRoute, secret: string | null) => Promise<void>;
  readonly remove: (id: string) => Promise<boolean>;
  readonly open: (record: RouteRecord) => { readonly to: string; readonly secret: string | null };
}

export function createRouteBook(store: Pick<Store, 'settings'>, sealer: Sealer): RouteBook {
  let records: readonly RouteRecord[] = [];
  const refresh = async (): Promise<void> => {
    const found = z.array(recordShape).safeParse(await store.settings.get(key));
    records = found.success ? found.data : [];
  };
  const keep = async (next: readonly RouteRecord[]): Promise<void> => {
    // A record is plain JSON by its schema.
    await store.settings.put(key, next as unknown as Json);
    records = next;
  };
  return {
    records: () => records,
    refresh,
    put: async ({ to, ...route }, secret) => {
      await refresh();
      const record: RouteRecord = {
        ...route,
        severities: [...route.severities],
        to: sealer.seal(to, `route ${route.id} to`),
        secret: secret === null ? null : sealer.seal(secret, `route ${route.id} secret`),
      };
      await keep([...records.filter(({ id }) => id !== route.id), record]);
    },
    remove: async (id) => {
      await refresh();
      const rest = records.filter((record) => record.id !== id);
      const isKnown = rest.length < records.length;
      if (isKnown) await keep(rest);
      return isKnown;
    },
    open: ({ id, to, secret }) => ({
      to: sealer.open(to, `route ${id} to`),
      secret: secret === null ? null : sealer.open(secret, `route ${id} secret`),
    }),
  };
}
