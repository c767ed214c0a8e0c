import type { AlertDelivery, RenderedAlert } from '../../model/monitor.ts';
import type { Subscriber } from '../../model/subscriber.ts';
import email from '../../monitor/alerts/email.ts';
import { destinationOf } from '../alerts/resolve-route.ts';
import { isSame } from '../auth/secrets.ts';
import type { Server } from '../server.ts';
import { oneLineOf } from './mail-text.ts';

type Parts = Pick<Server, 'store' | 'sealer' | 'outside' | 'manifest' | 'mac' | 'config'>;

const maxSubscribers = 10_000;
/** Who never confirmed is forgotten. */
const askedMs = 2 * 86_400_000;
const mailLimitMs = 60_000;

/** The same address is the same subscriber, and the id does not tell the address. */
export const subscriberId = ({ mac }: Parts, address: string): string =>
  mac('subscriber', address.trim().toLowerCase());

const purpose = (id: string): string => `subscriber ${id}`;

/** Asks for a subscription: a mail with a link, whoever wrote the address. A second question within a day sends nothing. */
export async function ask(server: Parts, address: string, title: string): Promise<void> {
  const id = subscriberId(server, address);
  const known = await server.store.subscribers.get(id);
  const now = server.outside.clock.now();
  if (known !== null && (known.state === 'confirmed' || now - known.createdAt < askedMs / 2)) return;
  if ((await server.store.subscribers.list(maxSubscribers)).length >= maxSubscribers) return;
  await server.store.subscribers.put({
    id,
    address: server.sealer.seal(address.trim(), purpose(id)),
    state: 'asked',
    createdAt: now,
    confirmedAt: null,
    told: [],
  });
  const link = `${server.config.publicUrl}/status/confirm?id=${id}&key=${server.mac('confirm', id)}`;
  const body = `Somebody, probably you, asked to be told about incidents of ${oneLineOf(title)}.\n\nYes, tell me: ${link}\n\nOtherwise do nothing: without it no further mail comes.\n`;
  const message: RenderedAlert = {
    contentType: 'text/plain; charset=utf-8',
    subject: `Confirm: incidents of ${oneLineOf(title)}`,
    body,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
  await sendTo(server, { address: address.trim(), message, key: `subscribe ${id} ${now}` });
}

/** False when the link is not ours or has ended. */
export async function confirm(
  server: Parts,
  link: { readonly id: string; readonly key: string },
): Promise<boolean> {
  if (!isSame(link.key, server.mac('confirm', link.id))) return false;
  const found = await server.store.subscribers.get(link.id);
  if (found === null) return false;
  if (found.state === 'asked')
    await server.store.subscribers.put({
      ...found,
      state: 'confirmed',
      confirmedAt: server.outside.clock.now(),
    });
  return true;
}

/** Ends at once and for good; a link that was used already is no mistake. */
export async function leave(
  server: Parts,
  link: { readonly id: string; readonly key: string },
): Promise<boolean> {
  if (!isSame(link.key, server.mac('leave', link.id))) return false;
  await server.store.subscribers.remove(link.id);
  return true;
}

export const leaveUrl = ({ config, mac }: Parts, id: string): string =>
  `${config.publicUrl}/status/leave?id=${id}&key=${mac('leave', id)}`;

export const addressOf = ({ sealer }: Parts, { id, address }: Subscriber): string =>
  sealer.open(address, purpose(id));

/** One mail over the account that alerts use. World errors are values. */
export async function sendTo(
  { outside, manifest }: Pick<Parts, 'outside' | 'manifest'>,
  mail: { readonly address: string; readonly message: RenderedAlert; readonly key: string },
): Promise<AlertDelivery> {
  const to = await destinationOf(outside, manifest(), { channel: 'email', to: mail.address, secret: null });
  using deadline = outside.clock.deadline(mailLimitMs);
  const request = {
    message: mail.message,
    address: mail.address,
    secret: to?.secret ?? null,
    key: mail.key,
    editsMessageId: null,
  };
  return await email.send(request, outside, deadline.signal);
}

/** Forgets who never confirmed. */
export async function forgetUnconfirmed({ store, outside }: Pick<Parts, 'store' | 'outside'>): Promise<void> {
  const now = outside.clock.now();
  for (const { id, state, createdAt } of await store.subscribers.list(maxSubscribers))
    if (state === 'asked' && now - createdAt > askedMs) await store.subscribers.remove(id);
}
