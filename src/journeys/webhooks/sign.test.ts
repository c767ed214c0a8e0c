import { createHmac } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { webhookProviders, type WebhookProvider } from '../../model/journey.ts';
import { signedEvent } from './sign.ts';

const key = Buffer.from('0123456789abcdef0123456789abcdef');
const secretOf = (provider: WebhookProvider): string =>
  provider === 'svix' || provider === 'standard' ? `whsec_${key.toString('base64')}` : 'shared secret';
const sign = (provider: WebhookProvider, header: string | null = null) =>
  signedEvent({
    provider,
    event: 'order.paid',
    payload: { order: 7 },
    secret: secretOf(provider),
    id: 'run1',
    nowSeconds: 1_800_000_000,
    header,
  });
const mac = (secret: string | Buffer, text: string) => createHmac('sha256', secret).update(text);

/** Each as the receiver checks it, by the vendor's own description. */
const checks: Readonly<Record<WebhookProvider, (sent: ReturnType<typeof sign>) => void>> = {
  stripe: ({ headers, body }) =>
    expect(headers['stripe-signature']).toBe(
      `t=1800000000,v1=${mac('shared secret', `1800000000.${body}`).digest('hex')}`,
    ),
  paddle: ({ headers, body }) =>
    expect(headers['paddle-signature']).toBe(
      `ts=1800000000;h1=${mac('shared secret', `1800000000:${body}`).digest('hex')}`,
    ),
  lemonsqueezy: ({ headers, body }) => {
    expect(headers['x-signature']).toBe(mac('shared secret', body).digest('hex'));
    expect(headers['x-event-name']).toBe('order.paid');
  },
  shopify: ({ headers, body }) => {
    expect(headers['x-shopify-hmac-sha256']).toBe(mac('shared secret', body).digest('base64'));
    expect(headers['x-shopify-topic']).toBe('order.paid');
  },
  svix: ({ headers, body }) =>
    expect(headers['svix-signature']).toBe(`v1,${mac(key, `msg_run1.1800000000.${body}`).digest('base64')}`),
  standard: ({ headers, body }) => {
    expect(headers['webhook-signature']).toBe(
      `v1,${mac(key, `msg_run1.1800000000.${body}`).digest('base64')}`,
    );
    expect(JSON.parse(body)).toEqual({
      type: 'order.paid',
      timestamp: '2027-01-15T08:00:00.000Z',
      data: { order: 7 },
    });
  },
  github: ({ headers, body }) =>
    expect(headers['x-hub-signature-256']).toBe(`sha256=${mac('shared secret', body).digest('hex')}`),
  hmac: ({ headers, body }) => {
    expect(headers['x-signature']).toBe(mac('shared secret', body).digest('hex'));
    expect(body).toBe('{"order":7}');
  },
  'hmac-timestamp': ({ headers, body }) =>
    expect(headers['x-signature']).toBe(
      `t=1800000000,v1=${mac('shared secret', `1800000000.${body}`).digest('hex')}`,
    ),
};

describe('test events, signed as the provider signs them', () => {
  test.each(webhookProviders)('%s', (provider) => {
    checks[provider](sign(provider));
  });

  it('a Stripe event says it is a test', () => {
    const { body } = sign('stripe');
    expect(JSON.parse(body)).toMatchObject({
      livemode: false,
      type: 'order.paid',
      data: { object: { order: 7 } },
    });
  });

  it('the signature goes where the product looks for it', () => {
    expect(Object.keys(sign('hmac', 'Pennyworth-Signature').headers)).toContain('pennyworth-signature');
  });
});
