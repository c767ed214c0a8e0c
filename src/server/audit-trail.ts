import type { Caller } from './auth/caller.ts';
import { nameOf } from './auth/caller.ts';
import { redactedText } from './log.ts';
import type { Server } from './server.ts';

/** Who did what to what; only ever added to. Details never hold a secret. */
export async function recordAction(
  { store, outside, config }: Pick<Server, 'store' | 'outside' | 'config'>,
  by: Caller | string,
  entry: { readonly action: string; readonly subject: string; readonly detail?: string },
): Promise<void> {
  const at = outside.clock.now();
  const nonce = Buffer.from(outside.random.bytes(6)).toString('hex');
  await store.audit.add({
    id: `${at} ${config.replica} ${nonce}`,
    at,
    by: typeof by === 'string' ? by : nameOf(by),
    action: entry.action,
    subject: entry.subject.slice(0, 300),
    detail: redactedText(entry.detail ?? ''),
  });
}
