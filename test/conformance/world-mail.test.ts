import { authenticate } from 'mailauth';
import { describe, expect, it } from 'vitest';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import type { Outside } from '../../src/model/outside.ts';
import type { ReceivedMail } from '../../src/world/mail/mailbox.ts';
import { createWorld } from '../../src/world/world.ts';
import type { WorldOptions } from '../../src/world/world.ts';
import { PlanEditor } from '../../src/world/plan-editor.ts';

/** Lets the shop send one mail and has an independent library judge it as a receiver of this world would. */
async function judged(options: WorldOptions = {}): Promise<readonly (string | undefined)[]> {
  const world = await createWorld(options);
  try {
    await using outside = await openRealOutside({
      hintsText: world.rootHints,
      extraCaPem: [world.caPem],
      maps: world.maps,
    });
    const mail = await sentMail(world, outside);
    const result = await authenticate(Buffer.from(mail.raw, 'latin1'), {
      ip: mail.clientAddress,
      helo: mail.heloName,
      sender: mail.envelope.from,
      trustReceived: false,
      resolver: async (name: string, type: string) => asNode(outside, name, type),
    });
    const { spf, dkim, dmarc } = result;
    const verdict = (part: unknown): string | undefined =>
      (part as { status?: { result?: string } } | false | undefined) === false
        ? undefined
        : (part as { status?: { result?: string } } | undefined)?.status?.result;
    return [verdict(spf), verdict(dkim?.results?.[0]), verdict(dmarc), mail.isEncrypted ? 'TLS' : 'clear'];
  } finally {
    await world.close();
  }
}

async function sentMail(
  world: Awaited<ReturnType<typeof createWorld>>,
  outside: Outside,
): Promise<ReceivedMail> {
  const answer = await outside.http.request({
    url: 'https://harbormarket.shop/waitlist',
    method: 'POST',
    headers: [['content-type', 'application/x-www-form-urlencoded']],
    body: 'email=judge@seedpost.net',
  });
  const mail = await world.mailbox.waitFor('judge@seedpost.net');
  if (!answer.ok || mail === null) throw new Error('The shop sent nothing');
  return mail;
}

/** The answer in the form of `node:dns`. */
async function asNode(outside: Outside, name: string, type: string): Promise<never> {
  const result = await outside.dns.resolve(name, type);
  const records = result.ok ? result.value.records : [];
  if (records.length === 0) throw Object.assign(new Error(`${name} ${type}`), { code: 'ENOTFOUND' });
  return records.map((record) => (type === 'TXT' ? record.texts : record.value)) as never;
}

describe('mail of the demo shop, judged by mailauth', () => {
  it('the healthy twin: SPF, DKIM and DMARC pass', async () => {
    expect(await judged()).toEqual(['pass', 'pass', 'pass', 'TLS']);
  });

  it('signed with a key that is not the published one: DKIM fails, SPF still carries DMARC', async () => {
    const change: WorldOptions['change'] = (plan) => new PlanEditor(plan).dkim({ signsWith: 'other' }).plan;
    expect(await judged({ change })).toEqual(['pass', 'fail', 'pass', 'TLS']);
  });

  it('sent from an address SPF does not name, without a signature: DMARC fails', async () => {
    const change: WorldOptions['change'] = (plan) =>
      new PlanEditor(plan).dkim({ signsWith: 'nothing' }).mailSender({ address: '46.105.33.99' }).plan;
    expect(await judged({ change })).toEqual(['fail', 'none', 'fail', 'TLS']);
  });
});

describe('a slow payment provider', () => {
  it('does not hold the checkout: the page comes back, the webhook settles the order later', async () => {
    const change: WorldOptions['change'] = (plan) => new PlanEditor(plan).payment({ delayMs: 2300 }).plan;
    const world = await createWorld({ change });
    await using outside = await openRealOutside({
      hintsText: world.rootHints,
      extraCaPem: [world.caPem],
      maps: world.maps,
    });
    const order = await outside.http.request({
      url: 'https://api.harbormarket.shop/api/orders',
      method: 'POST',
      headers: [['content-type', 'application/json']],
      body: JSON.stringify({ email: 'slow@seedpost.net', product: 'tide-lamp' }),
    });
    const { payUrl } = JSON.parse(new TextDecoder().decode(order.ok ? order.value.body : undefined)) as {
      payUrl: string;
    };
    const paid = await outside.http.request({ url: payUrl.replace('?', '/pay?'), method: 'POST' });
    const waiting = await outside.http.request({ url: payUrl });
    const receipt = await world.mailbox.waitFor('slow@seedpost.net', { subject: /Receipt/ });
    await world.close();
    expect(paid.ok && paid.value.status).toBe(303);
    expect(new TextDecoder().decode(waiting.ok ? waiting.value.body : undefined)).toContain('We are waiting');
    expect(receipt?.subject).toMatch(/^Receipt for order HM-/);
  });
});
