import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeAll, beforeEach, afterAll, describe, expect, test } from 'vitest';
import { parseAddressMap } from '../../src/outside/real/address-map.ts';
import { createOutside } from '../../src/outside/real/outside.ts';
import type { RealOutside } from '../../src/outside/real/outside.ts';
import { alertPath } from './alert-path.ts';
import type { AlertPath, Way } from './alert-path.ts';
import { hasOpenssl } from './certificates.ts';
import { alertOf, routeOf } from './monitor-alerts.ts';
import { namedDns } from './named-dns.ts';
import { startReceivers } from './receivers/receiver.ts';
import type { Asked, Receivers, Reply } from './receivers/receiver.ts';
import { slackChannel, slackDouble } from './receivers/slack.ts';
import type { SlackDouble } from './receivers/slack.ts';
import { segmentsOf, twilioAccount, twilioDouble } from './receivers/twilio.ts';
import type { TwilioDouble } from './receivers/twilio.ts';

// MON-2, SEC-1: alerts against receivers that keep state and refuse what the real ones refuse, over TLS.
const suite = hasOpenssl ? describe : describe.skip;
const phoneNumber = '+49 40 5550123';
const account = `${twilioAccount.sid}:${twilioAccount.token}:${twilioAccount.from}`;
const whsec = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let receivers: Receivers;
let outside: RealOutside;
let slack: SlackDouble;
let twilio: TwilioDouble;
let hooks: Asked[];
let hookAnswer: Reply | null;
beforeAll(async () => {
  if (!hasOpenssl) return;
  receivers = await startReceivers({
    'slack.com': (asked) => slack.handle(asked),
    'api.twilio.com': (asked) => twilio.handle(asked),
    'hooks.example': (asked) => (hooks.push(asked), hookAnswer),
  });
  outside = createOutside({
    dns: () => namedDns(() => '203.0.113.9'),
    maps: [parseAddressMap(`203.0.113.9:*=127.0.0.1:${receivers.port}`)],
    extraCa: [receivers.caPem],
    isPrivateNetworkAllowed: true,
  });
});
beforeEach(() => {
  [slack, twilio, hooks, hookAnswer] = [slackDouble(), twilioDouble(), [], { status: 204, body: '' }];
});
afterAll(async () => {
  await outside?.[Symbol.asyncDispose]();
  await receivers?.[Symbol.asyncDispose]();
});

const team = (more: Partial<Way> = {}): Way => ({
  ...routeOf('team', { channel: 'slack', to: slackChannel, ...more }),
  secret: more.secret ?? 'xoxb-1',
});
const phone = (more: Partial<Way> = {}): Way => ({
  ...routeOf('phone', { channel: 'sms', to: phoneNumber, ...more }),
  secret: more.secret ?? account,
});
const hook = (more: Partial<Way> = {}): Way => ({
  ...routeOf('hook', { channel: 'webhook', to: 'https://hooks.example/in', ...more }),
  secret: whsec,
});
const over = alertOf({ key: 'homepage.abc:resolved', kind: 'resolved', title: 'Homepage is good again' });

/** Tells, sends, and lets so many seconds pass. */
async function told(path: AlertPath, alert = alertOf(), seconds = 1): Promise<void> {
  await path.tell(alert);
  await path.send();
  await path.clock.advance(seconds * 1000);
}

suite('Slack', () => {
  const texts = (): readonly string[] => [...slack.messages.values()].map(({ text }) => text);

  test('one message for an incident: opened, reminded, over, each an edit of the first', async () => {
    const path = alertPath(outside, [team()]);
    await told(path);
    await told(path, alertOf({ key: 'homepage.abc:reminder-1', kind: 'reminder' }));
    await told(path, over);
    expect(slack.calls).toEqual(['chat.postMessage', 'chat.update', 'chat.update']);
    expect([...slack.messages.values()]).toMatchObject([
      { channel: slackChannel, text: '[OK AGAIN] Homepage is good again', edits: 2 },
    ]);
    expect(path.lines()[0]).toBe(`team done chat.postMessage ${slackChannel}/1700000000.000100`);
  });

  test('429 with Retry-After: left alone for just that long, then told once', async () => {
    slack.limits.set('chat.postMessage', { times: 1, seconds: 30 });
    const path = alertPath(outside, [team()]);
    await told(path, alertOf(), 29);
    await path.send();
    expect([slack.calls.length, path.lines()]).toEqual([
      1,
      ['team waiting 429 {"ok":false,"error":"ratelimited"}'],
    ]);
    await path.clock.advance(1_000);
    await path.send();
    expect([slack.calls.length, texts()]).toEqual([2, ['[DOWN] Homepage is down from eu and us']]);
  });

  test('the end is limited: the message stays as it was and is edited later, never posted a second time', async () => {
    const path = alertPath(outside, [team()]);
    await told(path);
    slack.limits.set('chat.update', { times: 2, seconds: 10 });
    await told(path, over, 10);
    await path.send();
    await path.clock.advance(60_000);
    await path.send();
    expect(texts()).toEqual(['[OK AGAIN] Homepage is good again']);
  });

  test('somebody deleted the message: a new one is written', async () => {
    const path = alertPath(outside, [team()]);
    await told(path);
    slack.messages.clear();
    await told(path, over);
    expect(texts()).toEqual(['[OK AGAIN] Homepage is good again']);
  });

  test('an archived channel is final and the second way is taken at once', async () => {
    slack.archived.add(slackChannel);
    const path = alertPath(outside, [team({ escalatesTo: 'phone' }), phone()]);
    await told(path);
    await path.send();
    expect(path.lines()).toEqual([
      'team given-up is_archived',
      `phone done queued ${twilio.messages[0]?.sid}`,
    ]);
  });

  test.each([
    ['a wrong token', { secret: 'xoxb-2' }, 'invalid_auth'],
    ['a channel that is not there', { to: 'C9' }, 'channel_not_found'],
  ])('%s is final', async (_story, more, detail) => {
    const path = alertPath(outside, [team(more)]);
    await told(path);
    expect(path.lines()).toEqual([`team given-up ${detail}`]);
  });

  test('what a hostile page says keeps within the limits of Slack and mentions nobody', async () => {
    const evil = '<!channel> <https://evil.example|click> & '.repeat(400);
    const path = alertPath(outside, [team()]);
    await told(path, alertOf({ title: evil, lastChange: evil, firstStep: evil, facts: [evil, evil] }));
    const [message] = slack.messages.values();
    expect(JSON.stringify(message)).not.toMatch(/<!channel>|<https:\/\/evil/);
  });
});

suite('SMS', () => {
  test('one part, with the link, and proof of what was queued', async () => {
    const path = alertPath(outside, [phone()]);
    await told(path);
    expect(twilio.messages).toMatchObject([{ to: '+49405550123', from: twilioAccount.from, segments: 1 }]);
    expect(twilio.messages[0]?.body).toContain('https://watch.shop.example/incidents/homepage.abc');
    expect(path.lines()).toEqual([`phone done queued ${twilio.messages[0]?.sid}`]);
  });

  test.each([
    ['German', 'Größenberatung und Kasse ist nicht erreichbar', {}],
    ['Greek', 'Η πληρωμή δεν λειτουργεί εδώ και λίγη ώρα σε όλες τις χώρες', {}],
    ['Japanese', '決済ページが落ちています'.repeat(12), {}],
    ['curly quotes and pictures', '“Checkout” — is down 🧀🧀🧀 …', {}],
    ['braces, each worth two', '{}[]|~^€\\'.repeat(40), {}],
    ['a very long address', 'Homepage is down', { url: `https://watch.shop.example/${'x'.repeat(300)}` }],
  ])('%s: still one part', async (_language, title, more) => {
    const path = alertPath(outside, [phone()]);
    await told(path, alertOf({ title, ...more }));
    expect(twilio.messages.map(({ segments }) => segments)).toEqual([1]);
  });

  test('the double counts parts as the standard does', () => {
    const counts = [
      'a'.repeat(160),
      'a'.repeat(161),
      '€'.repeat(80),
      '€'.repeat(81),
      'я'.repeat(70),
      'я'.repeat(71),
    ];
    expect(counts.map(segmentsOf)).toEqual([1, 2, 1, 2, 1, 2]);
  });

  test('too many requests pass; told again it is still one message', async () => {
    twilio.busyFor = 2;
    const path = alertPath(outside, [phone()]);
    await told(path, alertOf(), 5);
    await told(path, alertOf(), 60);
    await told(path, alertOf(), 60);
    expect(twilio.messages).toHaveLength(1);
  });

  test.each([
    ['answered STOP', {}, '400 21610 Attempt to send to unsubscribed recipient'],
    ['is no number', { to: 'ines' }, "400 21211 Invalid 'To' Phone Number: ines"],
    [
      'has another sender',
      { secret: `${twilioAccount.sid}:${twilioAccount.token}:+15550199` },
      "400 21606 The 'From' phone number +15550199 is not owned by your account",
    ],
    ['has a wrong password', { secret: `${twilioAccount.sid}:x:+15550100` }, '401 20003 Authenticate'],
  ])('who %s is not asked again, and the second way is taken', async (_story, more, detail) => {
    if (detail.includes('21610')) twilio.optedOut.add('+49405550123');
    const path = alertPath(outside, [phone({ escalatesTo: 'hook', ...more }), hook()]);
    await told(path);
    await path.send();
    expect(path.lines()).toEqual([`phone given-up ${detail}`, 'hook done 204']);
  });
});

suite('a webhook', () => {
  const verified = (asked: Asked | undefined, body = asked?.body ?? ''): unknown =>
    new Webhook(whsec).verify(body, asked?.headers as Record<string, string>);

  test('is accepted by the reference library of Standard Webhooks, and a changed one is not', async () => {
    const path = alertPath(outside, [hook()]);
    // The library refuses what is older than five minutes by its own clock.
    path.clock.jumpWallClock(Date.now() - path.clock.now());
    await told(path);
    const [asked] = hooks;
    expect(verified(asked)).toMatchObject({ type: 'incident.opened', data: { severity: 'critical' } });
    expect(() => verified(asked, asked?.body.replace('critical', 'info'))).toThrow('No matching signature');
    const stale = { ...asked!, headers: { ...asked?.headers, 'webhook-timestamp': '1614265330' } };
    expect(() => verified(stale)).toThrow('too old');
  });

  test('every attempt has the same id and a time of its own; the receiver can tell a repeat', async () => {
    hookAnswer = { status: 500, body: 'busy' };
    const path = alertPath(outside, [hook()]);
    await told(path, alertOf(), 5);
    hookAnswer = { status: 200, body: 'ok' };
    await path.send();
    const seen = (name: string) => new Set(hooks.map(({ headers }) => headers[name])).size;
    expect([hooks.length, seen('webhook-id'), seen('webhook-timestamp'), seen('webhook-signature')]).toEqual([
      2, 1, 2, 2,
    ]);
    expect(path.lines()).toEqual(['hook done 200 ok']);
  });
});

suite('a mail server that is slow', () => {
  let slow: ReturnType<typeof createServer>;
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    slow.close();
  });

  test('holds up nobody else, is given up for now after a minute, and the second way is taken', async () => {
    let greet: () => void = () => undefined;
    const isConnected = new Promise<void>((resolve) => (greet = resolve));
    slow = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      // RFC 5321 section 4.5.3.2: a server may think for minutes before each reply; this one only ever greets.
      socket.write('220 slow.example\r\n');
      greet();
    });
    await new Promise<void>((resolve) => void slow.listen(0, '127.0.0.1', resolve));
    const { port } = slow.address() as AddressInfo;
    const mail: Way = {
      ...routeOf('mail', { escalatesTo: 'phone' }),
      secret: `smtp://127.0.0.1:${port}?from=alerts@shop.example&tls=none`,
    };
    const path = alertPath(outside, [mail, hook(), phone()]);
    await path.tell(alertOf());
    const sending = path.send();
    await isConnected;
    await expect.poll(() => path.lines()[1]).toBe('hook done 204');
    expect(path.lines()[0]).toBe('mail waiting null');
    await path.clock.advance(60_000);
    await sending;
    await path.send();
    expect(path.lines()[0]).toMatch(/^mail waiting /);
    expect(path.lines()[2]).toBe(`phone done queued ${twilio.messages[0]?.sid}`);
  });

  test('that lets somebody write into the connection before it is encrypted gets nothing', async () => {
    const said: string[] = [];
    slow = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      socket.write('220 mx.example\r\n');
      socket.on('data', (data) => {
        said.push(String(data).trim());
        if (String(data).startsWith('EHLO')) socket.write('250-mx.example\r\n250 STARTTLS\r\n');
        // RFC 3207 section 4.2: a reply slipped in behind the go-ahead would count as one of the encrypted talk.
        else socket.write('220 go ahead\r\n250 AUTH PLAIN\r\n');
      });
    });
    await new Promise<void>((resolve) => void slow.listen(0, '127.0.0.1', resolve));
    const { port } = slow.address() as AddressInfo;
    const secret = `smtp://alerts:secret@127.0.0.1:${port}?from=alerts@shop.example`;
    const path = alertPath(outside, [{ ...routeOf('mail'), secret }]);
    await told(path);
    expect(path.lines()).toEqual(['mail waiting Somebody wrote into the connection before it was encrypted']);
    expect(said).toEqual(['EHLO [127.0.0.1]', 'STARTTLS']);
  });
});
