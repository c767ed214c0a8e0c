import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unixMs } from '../../model/brand.ts';
import type { AlertChannel, AlertRequest } from '../../model/monitor.ts';
import type { FakeAnswer, FakeRoutes } from '../../outside/fake/http.ts';
import { fakeOutside } from '../../outside/fake/outside.ts';
import { alertOf, tenPast } from '../../../test/conformance/monitor-alerts.ts';
import { septets } from '../alerting/gsm7.ts';
import chat from './chat.ts';
import email from './email.ts';
import slack from './slack.ts';
import sms from './sms.ts';
import webhook, { signature } from './webhook.ts';

const channels: readonly AlertChannel[] = [chat, email, slack, sms, webhook];
const signal = new AbortController().signal;
const requestOf = (channel: AlertChannel, more: Partial<AlertRequest> = {}): AlertRequest => ({
  message: channel.render(alertOf()),
  address: 'https://hooks.example/x',
  secret: null,
  key: 'homepage.abc:opened on-call',
  editsMessageId: null,
  ...more,
});
const sent = (channel: AlertChannel, http: FakeRoutes, more: Partial<AlertRequest> = {}) =>
  channel.send(requestOf(channel, more), fakeOutside({ http }), signal);

describe('the midnight page: what, since, how sure, what changed, what to try, where to click; nothing else (MON-2)', () => {
  const page = [
    'Homepage is down from eu and us',
    'Since 10:02 UTC (3 min)',
    'Likely cause: the last deploy, 83 % sure. It began 4 min after deploy 1.4.2, and the server answers 500.',
    'Last change: deploy 1.4.2 by tom at 09:58 UTC',
    'Try first: roll back: npm run rollback',
    'https://watch.shop.example/incidents/homepage.abc',
  ];
  test('by mail', () => {
    expect(email.render(alertOf())).toEqual({
      contentType: 'text/plain; charset=utf-8',
      subject: '[DOWN] Homepage is down from eu and us',
      body: `${page.join('\n')}\n`,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    });
  });
  test('by chat', () => {
    expect(JSON.parse(chat.render(alertOf()).body)).toEqual({ text: `[DOWN] ${page.join('\n')}` });
  });
  test('by Slack', () => {
    const mrkdwn = (text: string): object => ({ type: 'section', text: { type: 'mrkdwn', text } });
    expect(JSON.parse(slack.render(alertOf()).body)).toEqual({
      text: '[DOWN] Homepage is down from eu and us',
      blocks: [
        mrkdwn([`*[DOWN] ${page[0]}*`, ...page.slice(1, 5)].join('\n')),
        mrkdwn('<https://watch.shop.example/incidents/homepage.abc|Open the incident>'),
      ],
      unfurl_links: false,
    });
  });
  test('by SMS, in one part', () => {
    const { body } = sms.render(alertOf());
    expect(body).toBe(
      'DOWN: Homepage is down from eu and us. Since 10:02 UTC. Cause 83%: the last deploy. ' +
        'Try first: roll back: n... https://watch.shop.example/incidents/homepage.abc',
    );
    expect(septets(body)).toBeLessThanOrEqual(160);
  });
  test('by webhook', () => {
    expect(JSON.parse(webhook.render(alertOf()).body)).toEqual({
      type: 'incident.opened',
      timestamp: '2026-11-22T10:05:00.000Z',
      data: {
        key: 'homepage.abc:opened',
        kind: 'opened',
        severity: 'critical',
        title: page[0],
        since: '2026-11-22T10:02:00.000Z',
        cause: alertOf().cause,
        lastChange: 'deploy 1.4.2 by tom at 09:58 UTC',
        firstStep: 'roll back: npm run rollback',
        url: page[5],
        facts: [],
      },
    });
  });
  test('the end says how long it lasted and asks nothing', () => {
    const over = alertOf({
      kind: 'resolved',
      title: 'Homepage is good again',
      at: unixMs(tenPast + 5_400_000),
    });
    expect(email.render(over).body).toBe(
      'Homepage is good again\nIt lasted 1 h 30 min, from 10:02 UTC\n' +
        'Cause: the last deploy, 83 % sure. It began 4 min after deploy 1.4.2, and the server answers 500.\n' +
        'Last change: deploy 1.4.2 by tom at 09:58 UTC\nhttps://watch.shop.example/incidents/homepage.abc\n',
    );
  });
  test('what is not known is not said', () => {
    const bare = alertOf({ cause: null, lastChange: null, firstStep: '' });
    expect(email.render(bare).body.split('\n')).toHaveLength(4);
  });
});

describe('hostile text', () => {
  const evil = 'x\r\nBcc: all@evil.example\u0000\u2028<!channel> <https://evil.example|click>';
  test('no new header, no line of its own, no mention of a channel', () => {
    const alert = alertOf({ title: evil, firstStep: evil, lastChange: evil });
    expect(email.render(alert).subject).toBe(
      '[DOWN] x Bcc: all@evil.example <!channel> <https://evil.example|click>',
    );
    expect(
      email
        .render(alert)
        .body.split('\n')
        .some((line) => line.startsWith('Bcc')),
    ).toBe(false);
    expect(slack.render(alert).body).not.toContain('<!channel>');
    expect(slack.render(alert).body).not.toContain('<https://evil.example|');
  });
  test('an SMS is one part whatever happened, and its link is whole or not there', () => {
    const link = 'https://watch.shop.example/incidents/homepage.abc';
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.string({ maxLength: 400 }),
        (title, step) => {
          const { body, contentType } = sms.render(alertOf({ title, firstStep: step }));
          const isGsm = contentType.endsWith('gsm-7');
          expect(isGsm ? septets(body) : body.length).toBeLessThanOrEqual(isGsm ? 160 : 70);
          expect(body.isWellFormed()).toBe(true);
          expect(isGsm ? body.endsWith(link) : !body.includes('https')).toBe(true);
        },
      ),
      { seed: 8, numRuns: 300 },
    );
  });
  test('a name that GSM text cannot spell arrives in its own letters', () => {
    expect(sms.render(alertOf({ title: 'Оплата не работает' })).body).toBe(
      'DOWN: Оплата не работает. Since 10:02 UTC. Cause 83%: the last deploy.',
    );
    expect(sms.render(alertOf({ title: 'Größe – “Käse” 🧀 is down' })).body).toMatch(
      /^DOWN: Größe - "Käse" \? is down\./u,
    );
  });
  test('every channel renders anything, bounded', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5000 }), fc.string({ maxLength: 5000 }), (title, url) => {
        for (const channel of channels) {
          const { body, subject } = channel.render(
            alertOf({ title, url, facts: [title, title, title, title] }),
          );
          expect(body.length).toBeLessThan(16_000);
          expect(/[\r\n]/.test(subject ?? '')).toBe(false);
        }
      }),
      { seed: 8, numRuns: 100 },
    );
  });
});

describe('webhooks', () => {
  test('the vector of the Standard Webhooks reference tests', () => {
    const sample = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', seconds: 1614265330, body: '{"test": 2432232314}' };
    expect(signature(sample, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')).toEqual([
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    ]);
  });
  test('the id is the same for every attempt, and the signature covers id, time and body', async () => {
    const http: FakeRoutes = { 'POST https://hooks.example/x': { status: 204 } };
    const outside = fakeOutside({ http });
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const request = requestOf(webhook, { secret });
    await webhook.send(request, outside, signal);
    await webhook.send(request, outside, signal);
    const [first, second] = outside.http.requests.map(({ headers }) => new Map(headers));
    expect(first?.get('webhook-id')).toMatch(/^msg_[0-9a-f]{32}$/);
    expect(second?.get('webhook-id')).toBe(first?.get('webhook-id'));
    const seconds = Number(first?.get('webhook-timestamp'));
    const id = first?.get('webhook-id') ?? '';
    expect([first?.get('webhook-signature')]).toEqual(
      signature({ id, seconds, body: request.message.body }, secret),
    );
  });
  test.each<[string, FakeAnswer, string]>([
    ['accepted', { status: 200, body: 'ok' }, 'delivered 200 ok null'],
    ['gone for good', { status: 410 }, 'refused 410 null'],
    ['a redirect is a failure', { status: 302, headers: { location: '/y' } }, 'retry 302 null'],
    ['busy, with its own time', { status: 503, headers: { 'retry-after': '120' } }, 'retry 503 120000'],
    ['unreachable', { error: 'refused' }, 'retry Asking https://hooks.example/x: refused null'],
    ['a private address', { error: 'forbidden' }, 'refused Asking https://hooks.example/x: forbidden null'],
  ])('%s', async (_story, answer, expected) => {
    const { outcome, detail, retryAfterMs } = await sent(webhook, { 'https://hooks.example/x': answer });
    expect(`${outcome} ${detail} ${retryAfterMs}`).toBe(expected);
  });
});

describe('an incoming webhook of Slack', () => {
  test.each<[FakeAnswer, string]>([
    [{ status: 200, body: 'ok' }, 'delivered 200 ok'],
    [{ status: 404, body: 'no_team' }, 'refused 404 no_team'],
    [{ status: 500, body: 'rollup_error' }, 'retry 500 rollup_error'],
  ])('that answers %j', async (answer, expected) => {
    const { outcome, detail } = await sent(slack, { 'https://hooks.example/x': answer });
    expect(`${outcome} ${detail}`).toBe(expected);
  });
});

describe('SMS', () => {
  const account = { address: '+49 40 5550123', secret: 'AC1:token:+15550100' };
  const url = 'POST https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json';
  test('the form and the login that Twilio asks for', async () => {
    const outside = fakeOutside({
      http: { [url]: { status: 201, body: '{"sid":"SM1","status":"queued"}' } },
    });
    const delivery = await sms.send(requestOf(sms, account), outside, signal);
    expect(delivery).toMatchObject({ outcome: 'delivered', detail: 'queued SM1', messageId: 'SM1' });
    const [request] = outside.http.requests;
    const form = new URLSearchParams(String(request?.body));
    expect([form.get('To'), form.get('From')]).toEqual(['+49405550123', '+15550100']);
    expect(new Map(request?.headers).get('authorization')).toBe('Basic QUMxOnRva2Vu');
  });
  test('a service in trouble is asked again', async () => {
    const { outcome, detail } = await sent(sms, { [url]: { status: 503, body: '' } }, account);
    expect(`${outcome} ${detail}`).toBe('retry 503');
  });
  test('a credential of another form is refused, not sent anywhere', async () => {
    const outside = fakeOutside();
    expect((await sms.send(requestOf(sms, { secret: 'x' }), outside, signal)).outcome).toBe('refused');
    expect(outside.http.requests).toEqual([]);
  });
});
