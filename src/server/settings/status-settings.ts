import { z } from 'zod';
import type { Json } from '../../model/json.ts';
import type { StatusPageSettings } from '../contract-settings.ts';
import type { Server } from '../server.ts';

export const statusSettingsShape = z.object({
  isPublic: z.boolean(),
  title: z.string().trim().max(120),
  about: z.string().trim().max(600),
  accentHue: z.int().min(0).max(360).nullable(),
  homeUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable(),
  groups: z
    .array(z.object({ title: z.string().trim().max(120), monitors: z.array(z.string().max(120)).max(200) }))
    .max(30),
  hasSubscriptions: z.boolean(),
});

const key = 'status-page';

export async function statusSettings(
  server: Pick<Server, 'store' | 'manifest'>,
): Promise<StatusPageSettings> {
  const kept = statusSettingsShape.safeParse(await server.store.settings.get(key));
  if (kept.success) return kept.data;
  const product = server.manifest()?.product ?? null;
  return {
    isPublic: true,
    title: product?.name ?? 'Status',
    about: '',
    accentHue: null,
    homeUrl: product === null ? null : `https://${product.canonicalHost ?? product.domain}`,
    groups: [],
    hasSubscriptions: true,
  };
}

export const putStatusSettings = (server: Pick<Server, 'store'>, given: StatusPageSettings): Promise<void> =>
  // Plain JSON by its schema.
  server.store.settings.put(key, given as unknown as Json);
