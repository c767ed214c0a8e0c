import type { RenderedAlert } from '../../model/monitor.ts';
import type { Subscriber } from '../../model/subscriber.ts';
import type { Server } from '../server.ts';
import { oneLineOf } from './mail-text.ts';
import type { StatusData, StatusIncident } from './status-data.ts';
import { statusData } from './status-data.ts';
import { addressOf, forgetUnconfirmed, leaveUrl, sendTo } from './subscriptions.ts';

/** An incident that ends sooner is not worth a mail to everybody. */
const settledMs = 3 * 60_000;
/** What is older was missed and stays so: a late "it is down" helps nobody. */
const lateMs = 6 * 3_600_000;
const maxSubscribers = 10_000;
const maxTold = 40;
/** Mails of one round; the next round goes on. */
const perRound = 200;

interface News {
  readonly key: string;
  readonly at: number;
  readonly subject: string;
  readonly lines: readonly string[];
}

/** Tells subscribers what began and what ended. Who was told is kept with them, so nobody hears it twice from another replica. */
export async function mailSubscribers(server: Server, signal: AbortSignal): Promise<void> {
  await forgetUnconfirmed(server);
  const data = await statusData(server);
  if (!data.settings.hasSubscriptions || !data.settings.isPublic) return;
  const news = newsIn(data);
  if (news.length === 0) return;
  let sent = 0;
  for (const subscriber of await server.store.subscribers.list(maxSubscribers)) {
    if (signal.aborted || sent >= perRound) return;
    sent += await tell(server, { data, subscriber, news });
  }
}

function newsIn({ open, past, now, settings }: StatusData): readonly News[] {
  const began = [...open, ...past]
    .filter(
      ({ startedAt, resolvedAt }) => (resolvedAt ?? now) - startedAt >= settledMs && now - startedAt < lateMs,
    )
    .map((incident): News =>
      newsOf(incident, { key: `${incident.id} began`, at: incident.startedAt, prefix: settings.title }),
    );
  const ended = past
    .filter(
      ({ startedAt, resolvedAt }) =>
        resolvedAt !== null && resolvedAt - startedAt >= settledMs && now - resolvedAt < lateMs,
    )
    .map((incident): News =>
      newsOf(incident, {
        key: `${incident.id} over`,
        at: incident.resolvedAt ?? now,
        prefix: settings.title,
      }),
    );
  return [...began, ...ended].toSorted((a, b) => a.at - b.at);
}

const newsOf = (
  incident: StatusIncident,
  own: { readonly key: string; readonly at: number; readonly prefix: string },
): News => ({
  key: own.key,
  at: own.at,
  subject: oneLineOf(`${own.prefix}: ${own.key.endsWith('over') ? 'over: ' : ''}${incident.title}`),
  lines: [
    oneLineOf(incident.title),
    `Since ${new Date(incident.startedAt).toUTCString()}${incident.resolvedAt === null ? '' : `, over ${new Date(incident.resolvedAt).toUTCString()}`}`,
    ...incident.notes.map(({ text }) => oneLineOf(text)),
  ],
});

async function tell(
  server: Server,
  job: { readonly data: StatusData; readonly subscriber: Subscriber; readonly news: readonly News[] },
): Promise<number> {
  const { subscriber } = job;
  if (subscriber.state !== 'confirmed') return 0;
  const fresh = job.news.filter(
    ({ key, at }) => at >= (subscriber.confirmedAt ?? 0) && !subscriber.told.includes(key),
  );
  let told = subscriber.told;
  for (const each of fresh) {
    const delivery = await sendTo(server, {
      address: addressOf(server, subscriber),
      message: messageOf(server, subscriber, each),
      key: `${subscriber.id} ${each.key}`,
    });
    if (delivery.outcome === 'retry') break;
    told = [...told, each.key].slice(-maxTold);
    await server.store.subscribers.put({ ...subscriber, told });
  }
  return fresh.length;
}

/** RFC 8058: one click ends it, by POST, without signing in. */
function messageOf(server: Server, { id }: Subscriber, { subject, lines }: News): RenderedAlert {
  const leave = leaveUrl(server, id);
  return {
    contentType: 'text/plain; charset=utf-8',
    subject,
    body: `${lines.join('\n')}\n\n${server.config.publicUrl}/status\n\nNo more of these: ${leave}\n`,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'List-Unsubscribe': `<${leave}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  };
}
