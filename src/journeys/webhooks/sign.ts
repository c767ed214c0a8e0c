import { createHmac } from 'node:crypto';
import type { WebhookProvider } from '../../model/journey.ts';
import type { Json } from '../../model/json.ts';

export interface EventToSign {
  readonly provider: WebhookProvider;
  readonly event: string;
  /** Null: a plausible one is made. */
  readonly payload: Json;
  readonly secret: string;
  /** Names the delivery; letters and digits. */
  readonly id: string;
  /** Unix seconds. */
  readonly nowSeconds: number;
  /** Header of the signature where it is not the provider's own. */
  readonly header: string | null;
}

export interface SignedEvent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A test event exactly as the provider would send it. Pure. */
export function signedEvent(event: EventToSign): SignedEvent {
  const { envelope, sign } = schemes[event.provider];
  const body = JSON.stringify(envelope(event));
  const signed = sign(event, body);
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ...signed.headers,
    [(event.header ?? signed.name).toLowerCase()]: signed.value,
  };
  return { body, headers };
}

interface Signature {
  /** Header that carries it, and what else goes with it. */
  readonly name: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}
interface Scheme {
  readonly envelope: (event: EventToSign) => Json;
  readonly sign: (event: EventToSign, body: string) => Signature;
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const hex = (key: string | Buffer, text: string): string => hmac(key, text).toString('hex');
const base64 = (key: string | Buffer, text: string): string => hmac(key, text).toString('base64');

/** Both write `whsec_` before the base64 of the key. */
const wrappedKey = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

const isoTime = (seconds: number): string => new Date(seconds * 1000).toISOString();
const asIs = ({ payload, event, id }: EventToSign): Json => payload ?? { type: event, id };

const messageSigned =
  (prefix: 'svix' | 'webhook') =>
  ({ secret, id, nowSeconds }: EventToSign, body: string): Signature => {
    const message = `msg_${id}`;
    return {
      name: `${prefix}-signature`,
      value: `v1,${base64(wrappedKey(secret), `${message}.${nowSeconds}.${body}`)}`,
      headers: { [`${prefix}-id`]: message, [`${prefix}-timestamp`]: String(nowSeconds) },
    };
  };

const timestamped = ({ secret, nowSeconds }: EventToSign, body: string): string =>
  `t=${nowSeconds},v1=${hex(secret, `${nowSeconds}.${body}`)}`;

const schemes: Readonly<Record<WebhookProvider, Scheme>> = {
  // Stripe: "Verify webhook signatures manually"; the secret is used as it is, `whsec_` included.
  stripe: {
    envelope: ({ id, event, payload, nowSeconds }) => ({
      id: `evt_${id}`,
      object: 'event',
      api_version: '2026-03-31',
      created: nowSeconds,
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type: event,
      data: { object: payload ?? { id: `obj_${id}`, object: event.split('.')[0] ?? 'event' } },
    }),
    sign: (event, body) => ({ name: 'stripe-signature', value: timestamped(event, body), headers: {} }),
  },
  // Paddle Billing: `ts=...;h1=` HMAC of `ts:body`.
  paddle: {
    envelope: ({ id, event, payload, nowSeconds }) => ({
      event_id: `evt_${id}`,
      event_type: event,
      occurred_at: isoTime(nowSeconds),
      notification_id: `ntf_${id}`,
      data: payload ?? { id: `txn_${id}`, status: 'completed' },
    }),
    sign: ({ secret, nowSeconds }, body) => ({
      name: 'paddle-signature',
      value: `ts=${nowSeconds};h1=${hex(secret, `${nowSeconds}:${body}`)}`,
      headers: {},
    }),
  },
  lemonsqueezy: {
    envelope: ({ id, event, payload }) => ({
      meta: { event_name: event, test_mode: true, webhook_id: id },
      data: payload ?? { type: 'orders', id: '1', attributes: { status: 'paid' } },
    }),
    sign: ({ secret, event }, body) => ({
      name: 'x-signature',
      value: hex(secret, body),
      headers: { 'x-event-name': event },
    }),
  },
  shopify: {
    envelope: asIs,
    sign: ({ secret, event, id }, body) => ({
      name: 'x-shopify-hmac-sha256',
      value: base64(secret, body),
      headers: { 'x-shopify-topic': event, 'x-shopify-webhook-id': id, 'x-shopify-test': 'true' },
    }),
  },
  svix: { envelope: asIs, sign: messageSigned('svix') },
  // Standard Webhooks 1.0, "Webhook metadata" and "Signature scheme".
  standard: {
    envelope: ({ event, payload, nowSeconds, id }) => ({
      type: event,
      timestamp: isoTime(nowSeconds),
      data: payload ?? { id },
    }),
    sign: messageSigned('webhook'),
  },
  github: {
    envelope: ({ payload, event }) => payload ?? { zen: 'Keep it logically awesome.', action: event },
    sign: ({ secret, event, id }, body) => ({
      name: 'x-hub-signature-256',
      value: `sha256=${hex(secret, body)}`,
      headers: { 'x-github-event': event, 'x-github-delivery': id },
    }),
  },
  hmac: {
    envelope: asIs,
    sign: ({ secret, event }, body) => ({
      name: 'x-signature',
      value: hex(secret, body),
      headers: { 'x-event': event },
    }),
  },
  'hmac-timestamp': {
    envelope: asIs,
    sign: (event, body) => ({
      name: 'x-signature',
      value: timestamped(event, body),
      headers: { 'x-event': event.event },
    }),
  },
};
