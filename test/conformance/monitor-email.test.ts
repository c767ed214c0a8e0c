import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import PostalMime from 'postal-mime';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import email from '../../src/monitor/alerts/email.ts';
import { silentDns } from '../../src/outside/fake/outside.ts';
import { createOutside } from '../../src/outside/real/outside.ts';
import type { RealOutside } from '../../src/outside/real/outside.ts';
import { alertOf } from './monitor-alerts.ts';

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}
const received: Received[] = [];
let outside: RealOutside;
const servers: SMTPServer[] = [];

async function start(more: SMTPServerOptions): Promise<number> {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: true,
    logger: false,
    onAuth: ({ username, password }, _session, done) =>
      username === 'alerts' && password === 'pa:ss@1'
        ? done(null, { user: username })
        : done(new Error('Invalid login')),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('latin1'),
        });
        done();
      });
    },
    ...more,
  });
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return (server.server.address() as AddressInfo).port;
}

beforeAll(() => {
  outside = createOutside({ dns: () => silentDns, isPrivateNetworkAllowed: true });
});
afterAll(async () => {
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(resolve))));
  await outside[Symbol.asyncDispose]();
});

const send = (port: number, more: { to?: string; login?: string; tls?: string; title?: string } = {}) =>
  email.send(
    {
      message: email.render(alertOf({ title: more.title ?? 'Homepage is down' })),
      address: more.to ?? 'ines@shop.example',
      secret: `smtp://${more.login ?? 'alerts:pa%3Ass%401'}@127.0.0.1:${port}?from=alerts@shop.example&tls=${more.tls ?? 'none'}`,
      key: 'homepage.abc:opened on-call',
      editsMessageId: null,
    },
    outside,
    new AbortController().signal,
  );

describe('alerts by mail through a real SMTP server (MON-2)', () => {
  test('arrives as it was written, in the thread of its incident, marked as automatic', async () => {
    const delivery = await send(await start({}));
    expect(delivery.outcome).toBe('delivered');
    const mail = received.at(-1)!;
    expect([mail.from, mail.to]).toEqual(['alerts@shop.example', ['ines@shop.example']]);
    const parsed = await PostalMime.parse(mail.raw);
    expect(parsed.subject).toBe('[DOWN] Homepage is down');
    expect(parsed.text?.trim().split('\n')[2]).toContain('Likely cause: the last deploy, 83 % sure.');
    expect(parsed.messageId).toBe(delivery.messageId);
    expect(parsed.inReplyTo).toMatch(/^<[0-9a-f]{32}@shop\.example>$/);
    expect(parsed.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated');
  });

  test('a title full of line breaks and dots stays one subject and one message', async () => {
    await send(await start({}), {
      title: 'x\r\nBcc: all@evil.example\r\n.\r\nMAIL FROM:<evil@evil.example>',
    });
    const parsed = await PostalMime.parse(received.at(-1)!.raw);
    expect(parsed.subject).toBe('[DOWN] x Bcc: all@evil.example . MAIL FROM:<evil@evil.example>');
    expect(parsed.bcc).toBe(undefined);
    expect(received.at(-1)!.from).toBe('alerts@shop.example');
  });

  test('a wrong password is final', async () => {
    const delivery = await send(await start({}), { login: 'alerts:wrong' });
    expect([delivery.outcome, delivery.detail]).toEqual(['refused', '535 Invalid login']);
  });

  test('a full mailbox passes, an unknown one does not', async () => {
    const answering = (code: number): SMTPServerOptions => ({
      onRcptTo: (_address, _session, done) =>
        done(Object.assign(new Error('No room'), { responseCode: code })),
    });
    expect((await send(await start(answering(452)))).outcome).toBe('retry');
    expect((await send(await start(answering(550)))).outcome).toBe('refused');
  });

  test('without a certificate that is trusted no password is sent', async () => {
    const port = await start({ disabledCommands: [] });
    const delivery = await send(port, { tls: 'required' });
    expect(delivery.outcome).toBe('retry');
    expect(delivery.detail).toContain('certificate');
  });

  test('nobody listens: it is tried again', async () => {
    expect((await send(1)).outcome).toBe('retry');
  });

  test('an address with a line break is refused before anything is sent', async () => {
    const count = received.length;
    const delivery = await send(await start({}), { to: 'a@b.example>\r\nRCPT TO:<x@y.example' });
    expect([delivery.outcome, received.length]).toEqual(['refused', count]);
  });
});
