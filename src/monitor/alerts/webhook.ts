import { createHash, createHmac } from 'node:crypto';
import type { AlertChannel } from '../../model/monitor.ts';
import { byStatus, isHookUrl, post, refused } from '../alerting/posting.ts';
import { pageOf } from '../alerting/words.ts';

/** JSON to an address of your own, signed as Standard Webhooks 1.0 says: the secret is `whsec_` and base64. */
export default {
  id: 'webhook',
  title: 'Webhook',
  requirements: ['MON-2'],
  render: (alert) => {
    const page = pageOf(alert);
    const data = {
      key: alert.key,
      kind: alert.kind,
      severity: alert.severity,
      title: page.what,
      since: new Date(alert.since).toISOString(),
      cause:
        alert.cause === null
          ? null
          : { kind: alert.cause.kind, confidence: alert.cause.confidence, because: alert.cause.because },
      lastChange: alert.lastChange,
      firstStep: alert.firstStep,
      url: page.url,
      facts: page.facts,
    };
    const type = `incident.${alert.kind}`;
    const body = JSON.stringify({ type, timestamp: new Date(alert.at).toISOString(), data });
    return { contentType: 'application/json', body, headers: {}, subject: null };
  },
  send: async ({ message, address, secret, key }, outside, signal) => {
    if (!isHookUrl(address)) return refused('The address is no http address');
    const seconds = Math.floor(outside.clock.now() / 1000);
    const signed = signature({ id: webhookId(key), seconds, body: message.body }, secret);
    if (signed === null) return refused('The signing secret is not whsec_ and base64 of 24 to 64 bytes');
    const answer = await post(
      outside,
      {
        url: address,
        headers: [
          ['content-type', message.contentType],
          ['webhook-id', webhookId(key)],
          ['webhook-timestamp', String(seconds)],
          ...signed.map((value) => ['webhook-signature', value] as const),
        ],
        body: message.body,
      },
      signal,
    );
    // 410: the receiver has gone for good; anything else is tried again, redirects included.
    return 'error' in answer ? answer.error : byStatus(answer, [410]);
  },
} satisfies AlertChannel;

/** The same for every attempt, so that a receiver can tell a repeat; without a full stop, which separates the signed parts. */
export const webhookId = (key: string): string =>
  `msg_${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;

/** The signature header: none without a secret; null when the secret is unusable. */
export function signature(
  sent: { readonly id: string; readonly seconds: number; readonly body: string },
  secret: string | null,
): readonly string[] | null {
  if (secret === null) return [];
  const match = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret);
  const key = Buffer.from(match?.[1] ?? '', 'base64');
  if (match === null || key.length < 24 || key.length > 64) return null;
  const mac = createHmac('sha256', key).update(`${sent.id}.${sent.seconds}.${sent.body}`).digest('base64');
  return [`v1,${mac}`];
}
