import { on } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { describe, expect, it } from 'vitest';
import { certificateMaker, hasOpenssl } from '../../../test/conformance/certificates.ts';
import { createClock } from '../../outside/real/clock.ts';
import type { ManifestInbox } from '../../model/manifest.ts';
import { openSinkInbox } from '../inbox/sink-inbox.ts';
import { waitForMail } from '../inbox/wait.ts';
import { openSink, type Sink, type SinkOptions } from './sink.ts';

const clock = createClock();
const signal = new AbortController().signal;

async function withSink(options: Partial<SinkOptions>, use: (sink: Sink) => Promise<void>): Promise<void> {
  const opened = await openSink({ clock, name: 'sink.test', port: 0, accepts: null, ...options });
  if (!opened.ok) throw new Error(opened.error.message);
  await using sink = opened.value;
  await use(sink);
}

/** Hands one mail in as any sender does; the server's words when it refuses. */
async function send(
  port: number,
  change: Parameters<ReturnType<typeof nodemailer.createTransport>['sendMail']>[0] = {},
): Promise<string> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  try {
    const sent = await transport.sendMail({
      from: 'hello@shop.test',
      to: 'seed@sink.test',
      subject: 'Hello',
      text: 'Hello',
      ...change,
    });
    return String(sent.response).slice(0, 3);
  } catch (thrown) {
    return String(Reflect.get(thrown as object, 'response'));
  } finally {
    transport.close();
  }
}

describe('our own receiving mail server (MAIL-5)', () => {
  it('keeps the mail as it came, with who handed it over', async () => {
    await withSink({}, async (sink) => {
      expect(await send(sink.port)).toBe('250');
      const [mail] = sink.mails();
      expect(mail).toMatchObject({
        id: 'mail-1',
        recipients: ['seed@sink.test'],
        handover: { clientAddress: '127.0.0.1', mailFrom: 'hello@shop.test', tls: null },
      });
      expect(Buffer.from(mail!.bytes).toString('latin1')).toMatch(/^From: hello@shop\.test\r\n/);
    });
  });

  const rows: readonly (readonly [
    story: string,
    options: Partial<SinkOptions>,
    mail: Parameters<typeof send>[1],
    expected: string,
  ])[] = [
    [
      'another recipient',
      { accepts: (to: string) => to === 'else@sink.test' },
      {},
      '550 5.1.1 No such recipient here',
    ],
    [
      'a mail above the limit',
      { limits: { messageBytes: 2000 } },
      { text: 'x'.repeat(9000) },
      '552 5.3.4 Message larger than 2000 bytes',
    ],
    [
      'more recipients than the limit',
      { limits: { recipients: 1 } },
      { to: ['a@sink.test', 'b@sink.test'] },
      '250',
    ],
    [
      'greylisting',
      { refuses: () => '451 4.7.1 Greylisted, come back later' },
      {},
      '451 4.7.1 Greylisted, come back later',
    ],
    [
      'a content filter',
      { refuses: (step: string) => (step === 'data' ? '554 5.7.1 Spam' : null) },
      {},
      '554 5.7.1 Spam',
    ],
  ];
  it.each(rows)('%s is answered like a server answers', async (_story, options, mail, expected) => {
    await withSink(options, async (sink) => {
      expect(await send(sink.port, mail)).toBe(expected);
      expect(sink.mails()).toHaveLength(expected === '250' ? 1 : 0);
    });
  });

  it('forgets the oldest mails first', async () => {
    await withSink({ limits: { mails: 2 } }, async (sink) => {
      for (const subject of ['one', 'two', 'three']) await send(sink.port, { subject });
      expect(sink.mails().map(({ id }) => id)).toEqual(['mail-2', 'mail-3']);
    });
  });

  it('a port that is taken is told', async () => {
    await withSink({}, async ({ port }) => {
      const again = await openSink({ clock, name: 'sink.test', port, accepts: null });
      expect(again).toEqual({
        ok: false,
        error: {
          kind: 'failed',
          code: 'EADDRINUSE',
          message: `Our mail server cannot listen at 127.0.0.1 port ${port}: something else listens there`,
        },
      });
    });
  });
});

describe.skipIf(!hasOpenssl)('encryption and relays', () => {
  it('STARTTLS is offered where there is a certificate, and seen in the hand-over', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'launch-ready-sink-'));
    const { cert, key } = certificateMaker(folder).root('sink.test');
    rmSync(folder, { recursive: true, force: true });
    await withSink({ tls: { certificatePem: cert, keyPem: key } }, async (sink) => {
      const transport = nodemailer.createTransport({
        host: '127.0.0.1',
        port: sink.port,
        requireTLS: true,
        tls: { rejectUnauthorized: false },
      });
      await transport.sendMail({
        from: 'hello@shop.test',
        to: 'seed@sink.test',
        subject: 'Hello',
        text: 'Hello',
      });
      transport.close();
      expect(sink.mails()[0]?.handover.tls).toMatch(/^TLSv1\.[23]$/);
    });
  });
});

describe('relays (XCLIENT)', () => {
  const dialogue = [
    'EHLO relay.test',
    'XCLIENT ADDR=203.0.113.9 HELO=mx.shop.test',
    'EHLO relay.test',
    'MAIL FROM:<b@shop.test>',
    'RCPT TO:<seed@sink.test>',
    'DATA',
    'Received: from mx.shop.test by relay.test with ESMTPS id 1\r\nSubject: Hello\r\n\r\nHello\r\n.',
    'QUIT',
  ];

  it('a relay we trust tells where the mail came from and how', async () => {
    await withSink({ trustedRelays: ['127.0.0.1'] }, async (sink) => {
      await speak(sink.port, dialogue);
      expect(sink.mails()[0]?.handover).toEqual({
        clientAddress: '203.0.113.9',
        helo: 'mx.shop.test',
        mailFrom: 'b@shop.test',
        tls: 'TLS, by the relay',
      });
    });
  });

  it('anybody else is not believed', async () => {
    await withSink({ trustedRelays: ['192.0.2.1'] }, async (sink) => {
      await speak(sink.port, dialogue);
      expect(sink.mails()[0]?.handover.clientAddress).toBe('127.0.0.1');
    });
  });
});

/** One line, one reply; refusals do not end it. */
async function speak(port: number, lines: readonly string[]): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port }).setEncoding('latin1');
  const replies = on(socket, 'data');
  await replies.next();
  for (const line of lines) {
    socket.write(`${line}\r\n`);
    await replies.next();
  }
  socket.destroy();
}

describe('the sink as an inbox', () => {
  const declared: ManifestInbox = {
    id: 'seed',
    kind: 'sink',
    address: 'seed@sink.test',
    host: null,
    port: 0,
    user: null,
    password: null,
  };

  it('finds a tagged mail, and nothing else comes in', async () => {
    const opened = await openSink({ clock, name: 'x', port: 0, accepts: null });
    const port = opened.ok ? opened.value.port : 0;
    if (opened.ok) await opened.value[Symbol.asyncDispose]();
    const inbox = await openSinkInbox({ ...declared, port }, { clock });
    if (!inbox.ok) throw new Error(inbox.error.message);
    await using seed = inbox.value;
    const to = seed.addressFor('lr-abc');
    expect(await send(port, { to, subject: 'Bestätige deine E-Mail' })).toBe('250');
    expect(await send(port, { to: 'stranger@sink.test' })).toMatch(/^550/);
    const found = await waitForMail(seed, {
      fits: ({ recipients }) => recipients.includes(to),
      withinMs: 5000,
      clock,
      signal,
    });
    expect(found).toMatchObject({
      ok: true,
      value: { subject: 'Bestätige deine E-Mail', from: 'hello@shop.test', folder: { kind: 'inbox' } },
    });
    const none = await waitForMail(seed, { fits: () => false, withinMs: 20, clock, signal });
    expect(none).toMatchObject({
      ok: false,
      error: { kind: 'timed-out', message: 'No such mail in seed within 0 s' },
    });
  });
});
