import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { WorldClock } from '../clock.ts';
import type { WebApp } from '../edge/web-app.ts';
import type { PaymentPlan } from './plan.ts';

export interface PaymentInput {
  readonly plan: PaymentPlan;
  readonly clock: WorldClock;
  readonly signal: AbortSignal;
  /** Shared with the shop; made when the world starts. */
  readonly webhookSecret: string;
  /** Delivers the webhook to the shop over the network. */
  readonly post: (url: string, body: string, headers: Readonly<Record<string, string>>) => Promise<number>;
}

export interface PaymentProvider {
  readonly app: WebApp;
  /** Answers slower or faster from now on. */
  readonly setDelay: (delayMs: number) => void;
  /** Resolves when all webhooks on their way have arrived. */
  readonly settled: () => Promise<void>;
}

interface PaymentOrder {
  readonly order: string;
  readonly amountCents: number;
  readonly webhookUrl: string;
}

/** `t=seconds,v1=hex`: HMAC-SHA-256 over `seconds.body`. */
export function webhookSignature(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** True for a signature not older than five minutes that fits the body. */
export function isWebhookSigned(
  secret: string,
  {
    header,
    body,
    nowSeconds,
  }: { readonly header: string; readonly body: string; readonly nowSeconds: number },
): boolean {
  const seconds = Number(/^t=(\d{1,12}),/.exec(header)?.[1] ?? 0);
  const expected = Buffer.from(webhookSignature(secret, seconds, body));
  const given = Buffer.from(header);
  return (
    Math.abs(nowSeconds - seconds) <= 300 &&
    expected.length === given.length &&
    timingSafeEqual(expected, given)
  );
}

/** A payment provider: takes a payment, answers, and tells the shop by webhook. */
export function createPaymentProvider(input: PaymentInput): PaymentProvider {
  let { delayMs } = input.plan;
  const underway = new Set<Promise<unknown>>();
  const notify = (order: PaymentOrder, id: string): void => {
    const body = JSON.stringify({ type: 'payment.succeeded', payment: id, order: order.order });
    const seconds = Math.floor(input.clock.now() / 1000);
    const signature = input.plan.signsWebhooks ? webhookSignature(input.webhookSecret, seconds, body) : '';
    const sent = input
      .post(order.webhookUrl, body, { 'content-type': 'application/json', 'pennyworth-signature': signature })
      .catch(() => 0)
      .finally(() => underway.delete(sent));
    underway.add(sent);
  };
  return {
    setDelay: (ms) => {
      delayMs = ms;
    },
    settled: async () => void (await Promise.all(underway)),
    app: async (request) => {
      const path = new URL(request.url).pathname;
      if (path === '/health') return Response.json({ status: input.plan.isDown ? 'down' : 'ok' });
      if (path !== '/v1/payments' || request.method !== 'POST')
        return Response.json({ error: 'not_found' }, { status: 404 });
      if (delayMs > 0) await input.clock.sleep(delayMs, input.signal);
      if (input.plan.isDown) return Response.json({ error: 'unavailable' }, { status: 503 });
      const order = orderFrom(await request.json());
      if (order === null) return Response.json({ error: 'invalid_request' }, { status: 400 });
      const id = `pay_${randomBytes(9).toString('hex')}`;
      notify(order, id);
      return Response.json({ id, status: 'succeeded' }, { status: 201 });
    },
  };
}

function orderFrom(body: unknown): PaymentOrder | null {
  if (typeof body !== 'object' || body === null) return null;
  const { order, amountCents, webhookUrl } = { order: null, amountCents: null, webhookUrl: null, ...body };
  const isComplete =
    typeof order === 'string' && typeof amountCents === 'number' && typeof webhookUrl === 'string';
  return isComplete ? { order, amountCents, webhookUrl } : null;
}
