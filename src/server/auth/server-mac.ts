import { createHmac } from 'node:crypto';
import type { Outside } from '../../model/outside.ts';
import type { Store } from '../../model/store.ts';
import type { Sealer } from '../../store/sealing.ts';

/** Short secrets made from what they are for, so that none has to be kept: addresses of jobs, links in mails. 132 bits. */
export type ServerMac = (purpose: string, text: string) => string;

const setting = 'server-secret';

/** One secret for all replicas, sealed in the store: whoever comes second finds the first one's. */
export async function createServerMac(parts: {
  readonly store: Pick<Store, 'settings'>;
  readonly sealer: Sealer;
  readonly outside: Pick<Outside, 'random'>;
}): Promise<ServerMac> {
  const secret = await sharedSecret(parts);
  return (purpose, text) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([purpose, text]))
      .digest('base64url')
      .slice(0, 22);
}

async function sharedSecret({
  store,
  sealer,
  outside,
}: Parameters<typeof createServerMac>[0]): Promise<string> {
  const open = (kept: unknown): string | null =>
    typeof kept === 'string' ? sealer.open(kept, setting) : null;
  const kept = open(await store.settings.get(setting));
  if (kept !== null) return kept;
  const made = Buffer.from(outside.random.bytes(32)).toString('base64url');
  await store.settings.put(setting, sealer.seal(made, setting));
  return open(await store.settings.get(setting)) ?? made;
}
