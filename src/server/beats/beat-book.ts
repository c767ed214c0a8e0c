import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { unixMs } from '../../model/brand.ts';
import type { Beat, BeatReader } from '../../model/monitor.ts';
import type { Outside } from '../../model/outside.ts';
import type { Store } from '../../model/store.ts';
import type { Sealer } from '../../store/sealing.ts';
import { isSame } from '../auth/secrets.ts';

/** When jobs last reported, and the addresses they report to. */
export interface BeatBook extends BeatReader {
  readonly put: (heartbeat: string, beat: Beat) => Promise<void>;
  /** The secret part of a job's address: made from its id, so nothing has to be kept for each. */
  readonly keyOf: (heartbeat: string) => string;
  readonly isKey: (heartbeat: string, key: string) => boolean;
}

const beatShape = z.object({
  at: z.number().transform(unixMs),
  kind: z.enum(['success', 'start', 'fail']),
  detail: z.string().nullable(),
});
const secretSetting = 'beat-secret';
const purpose = 'beats';

export async function createBeatBook(parts: {
  readonly store: Pick<Store, 'settings' | 'leases'>;
  readonly sealer: Sealer;
  readonly outside: Pick<Outside, 'random'>;
}): Promise<BeatBook> {
  const { settings } = parts.store;
  const secret = await sharedSecret(parts);
  const keyOf = (heartbeat: string): string =>
    createHmac('sha256', secret).update(`beat ${heartbeat}`).digest('base64url').slice(0, 22);
  return {
    keyOf,
    isKey: (heartbeat, key) => isSame(key, keyOf(heartbeat)),
    put: (heartbeat, { at, kind, detail }) => settings.put(`beat ${heartbeat}`, { at, kind, detail }),
    last: async (heartbeat) => {
      const found = beatShape.safeParse(await settings.get(`beat ${heartbeat}`));
      return found.success ? found.data : null;
    },
  };
}

/** One for all replicas: whoever comes second finds the first one's. */
async function sharedSecret({
  store,
  sealer,
  outside,
}: Parameters<typeof createBeatBook>[0]): Promise<string> {
  const kept = await store.settings.get(secretSetting);
  if (typeof kept === 'string') return sealer.open(kept, purpose);
  const made = Buffer.from(outside.random.bytes(32)).toString('base64url');
  await store.settings.put(secretSetting, sealer.seal(made, purpose));
  const agreed = await store.settings.get(secretSetting);
  return typeof agreed === 'string' ? sealer.open(agreed, purpose) : made;
}
