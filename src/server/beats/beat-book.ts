import { z } from 'zod';
import { unixMs } from '../../model/brand.ts';
import type { Beat, BeatReader } from '../../model/monitor.ts';
import type { Store } from '../../model/store.ts';
import { isSame } from '../auth/secrets.ts';
import type { ServerMac } from '../auth/server-mac.ts';

/** When jobs last reported, and the addresses they report to. */
export interface BeatBook extends BeatReader {
  readonly put: (heartbeat: string, beat: Beat) => Promise<void>;
  /** The secret part of a job's address. */
  readonly keyOf: (heartbeat: string) => string;
  readonly isKey: (heartbeat: string, key: string) => boolean;
}

const beatShape = z.object({
  at: z.number().transform(unixMs),
  kind: z.enum(['success', 'start', 'fail']),
  detail: z.string().nullable(),
});

export function createBeatBook({ settings }: Pick<Store, 'settings'>, mac: ServerMac): BeatBook {
  const keyOf = (heartbeat: string): string => mac('beat', heartbeat);
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
