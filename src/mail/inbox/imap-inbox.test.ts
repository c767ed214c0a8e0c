import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certificateMaker, hasOpenssl, type Issued } from '../../../test/conformance/certificates.ts';
import { type ImapDoubleOptions, startImapDouble } from '../../../test/conformance/mail/imap-double.ts';
import type { ManifestInbox } from '../../model/manifest.ts';
import type { Outside } from '../../model/outside.ts';
import { fakeDns } from '../../outside/fake/dns.ts';
import { parseAddressMap } from '../../outside/real/address-map.ts';
import { createOutside } from '../../outside/real/outside.ts';
import { openImapInbox } from './imap-inbox.ts';
import type { Inbox } from './inbox.ts';

const password = 'correct-horse';
const date = '22-Nov-2026 05:00:00 +0000';
const mail = (subject: string, to = 'seed+lr-abc@seed.test'): string =>
  `From: Shop <hello@shop.test>\r\nTo: ${to}\r\nSubject: ${subject}\r\n\r\nHello\r\n`;

let folder: string;
let root: Issued;
let server: Issued;
beforeAll(() => {
  if (!hasOpenssl) return;
  folder = mkdtempSync(join(tmpdir(), 'launch-ready-imap-'));
  const make = certificateMaker(folder);
  root = make.root('Test root');
  server = make.issue('imap.seed.test', root, { altNames: 'DNS:imap.seed.test' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const declared = (change: Partial<ManifestInbox> = {}): ManifestInbox => ({
  id: 'seed',
  kind: 'imap',
  address: 'seed@seed.test',
  host: 'imap.seed.test',
  port: 993,
  user: null,
  password: 'file:secret',
  ...change,
});

/** Opens an inbox at a double; waits are cut short so that a stall is not waited out. */
async function withInbox(
  options: Partial<ImapDoubleOptions>,
  use: (
    inbox: Awaited<ReturnType<typeof openImapInbox>>,
    outside: Outside,
    commands: readonly string[],
  ) => Promise<void>,
  change: Partial<ManifestInbox> = {},
): Promise<void> {
  const double = await startImapDouble({
    key: server.key,
    cert: server.cert,
    password,
    folders: [{ name: 'INBOX', mails: [] }],
    ...options,
  });
  const real = createOutside({
    dns: () => fakeDns({ 'imap.seed.test': { A: ['192.0.2.9'] }, 'other.seed.test': { A: ['192.0.2.9'] } }),
    extraCa: [root.cert],
    maps: [parseAddressMap(`192.0.2.9:*=127.0.0.1:${double.port}`)],
  });
  const outside: Outside = {
    ...real,
    clock: { ...real.clock, deadline: (ms, parent) => real.clock.deadline(Math.min(ms, 400), parent) },
    env: { get: (name) => (name === 'SEED' ? password : undefined), names: () => [] },
  };
  try {
    const opened = await openImapInbox(
      outside,
      declared({ password: 'env:SEED', ...change }),
      new AbortController().signal,
    );
    await use(opened, outside, double.commands);
    if (opened.ok) await opened.value[Symbol.asyncDispose]();
  } finally {
    await double.close();
    await real[Symbol.asyncDispose]();
  }
  expect(real.open().timers).toBe(0);
}

const signal = new AbortController().signal;
function opened(result: Awaited<ReturnType<typeof openImapInbox>>): Inbox {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
const message = (result: {
  readonly ok: boolean;
  readonly error?: { readonly kind: string; readonly message: string };
}): string => (result.ok ? 'ok' : `${result.error?.kind}: ${result.error?.message}`);

describe.skipIf(!hasOpenssl)('an inbox over IMAP (MAIL-5)', () => {
  it('sees only what came since it was opened, in inbox and spam, and reads without marking', async () => {
    const inbox = { name: 'INBOX', mails: [{ uid: 4, date, raw: mail('Old') }] };
    const spam = { name: 'Bulk', use: '\\Junk', mails: [] as { uid: number; date: string; raw: string }[] };
    await withInbox(
      { folders: [inbox, spam, { name: 'Spam', mails: [] }] },
      async (result, _outside, commands) => {
        const seed = opened(result);
        expect(seed.addressFor('lr-abc')).toBe('seed+lr-abc@seed.test');
        expect(await seed.look(signal)).toEqual({ ok: true, value: [] });
        inbox.mails.push({ uid: 5, date, raw: mail('=?utf-8?q?Best=C3=A4tige?=') });
        spam.mails.push({ uid: 1, date, raw: mail('Newsletter') });
        const seen = await seed.look(signal);
        const heads = seen.ok ? seen.value : [];
        expect(heads).toMatchObject([
          {
            subject: 'Bestätige',
            from: 'hello@shop.test',
            recipients: ['seed+lr-abc@seed.test'],
            folder: { name: 'INBOX', kind: 'inbox' },
            receivedAt: Date.UTC(2026, 10, 22, 5),
          },
          { subject: 'Newsletter', folder: { name: 'Bulk', kind: 'spam' } },
        ]);
        const read = await seed.read(heads[1]!, signal);
        expect(read.ok && Buffer.from(read.value).toString('latin1')).toBe(mail('Newsletter'));
        expect(await seed.look(signal)).toMatchObject({ ok: true, value: [{}, {}] });
        expect(commands.filter((name) => /^(?:SELECT|STORE|UID STORE|COPY|EXPUNGE)/.test(name))).toEqual([]);
      },
    );
  });

  it('port 143 is upgraded before the password is sent', async () => {
    await withInbox(
      { security: 'starttls' },
      async (result, _outside, commands) => {
        expect(message(result)).toBe('ok');
        expect(commands.indexOf('STARTTLS')).toBeLessThan(commands.indexOf('LOGIN'));
      },
      { port: 143 },
    );
  });

  it('a server without the upgrade gets no password', async () => {
    await withInbox(
      { security: 'none' },
      async (result, _outside, commands) => {
        expect(message(result)).toMatch(/^tls: IMAP at imap\.seed\.test /);
        expect(commands).not.toContain('LOGIN');
      },
      { port: 143 },
    );
  });

  it('a wrong password is told with what to do, and never shown, even when the server says it back', async () => {
    await withInbox({ password: 'another-one' }, async (result) => {
      const text = message(result);
      expect(text).toMatch(/^permission: IMAP at imap\.seed\.test refused the log-in: "/);
      expect(text).toContain('Check user and password');
      expect(text).not.toContain(password);
      expect(text).not.toContain('seed@seed.test');
    });
  });

  it.each([
    [
      'a certificate for another name',
      { host: 'other.seed.test' },
      /^tls: IMAP at other\.seed\.test cannot be reached safely/,
    ],
    ['a host that does not exist', { host: 'none.seed.test' }, /^name-not-found: /],
    [
      'a variable that is not set',
      { password: 'env:NOT_SET' },
      /^not-found: Inbox seed: env:NOT_SET: this environment variable is not set$/,
    ],
    [
      'no password at all',
      { password: null },
      /^not-found: Inbox seed names no password; write env:NAME or file:path/,
    ],
  ])('%s', async (_story, change, expected) => {
    await withInbox({}, async (result) => expect(message(result)).toMatch(expected), change);
  });

  it.each(['greeting', 'LOGIN', 'LIST', 'EXAMINE'])(
    'a server that stalls at %s is given up',
    async (stallsAt) => {
      await withInbox({ stallsAt }, async (result) => {
        expect(message(result)).toMatch(/^timed-out: IMAP at imap\.seed\.test does not answer in time$/);
      });
    },
  );

  it('a server that stalls while mails are listed loses the connection; the next look connects again', async () => {
    const inbox = { name: 'INBOX', mails: [] as { uid: number; date: string; raw: string }[] };
    await withInbox({ folders: [inbox], stallsAt: 'UID FETCH' }, async (result, _outside, commands) => {
      const seed = opened(result);
      inbox.mails.push({ uid: 1, date, raw: mail('Hello') });
      expect(message(await seed.look(signal))).toMatch(/^timed-out: /);
      await seed.look(signal);
      expect(commands.filter((name) => name === 'LOGIN')).toHaveLength(2);
    });
  });

  it.each([
    [
      'a literal of two gigabytes',
      (tag: string) => `* 1 FETCH (UID 1 BODY[] {2000000000}\r\nx\r\n${tag} OK`,
      /^too-large: /,
    ],
    [
      'something that is no IMAP',
      () => '\u0000\u0001 HTTP/1.1 200 OK',
      /^(?:timed-out|protocol|reset|failed): /,
    ],
  ])('a server that lies: %s', async (_story, say, expected) => {
    const inbox = { name: 'INBOX', mails: [] as { uid: number; date: string; raw: string }[] };
    await withInbox({ folders: [inbox], says: { 'UID FETCH': say } }, async (result) => {
      const seed = opened(result);
      inbox.mails.push({ uid: 1, date, raw: mail('Hello') });
      expect(message(await seed.look(signal))).toMatch(expected);
    });
  });

  it('a server that names thousands of mails is cut off', async () => {
    const inbox = { name: 'INBOX', mails: [] as { uid: number; date: string; raw: string }[] };
    await withInbox({ folders: [inbox] }, async (result) => {
      const seed = opened(result);
      for (let uid = 1; uid <= 300; uid += 1) inbox.mails.push({ uid, date, raw: mail(`Mail ${uid}`) });
      expect(message(await seed.look(signal))).toMatch(/^too-large: /);
    });
  });

  it('a server that is not there', async () => {
    await withInbox({}, async (_result, outside) => {
      const closed = {
        ...outside,
        sockets: {
          ...outside.sockets,
          route: () => ({ ok: true as const, value: { address: '127.0.0.1', port: 1 } }),
        },
      };
      expect(message(await openImapInbox(closed, declared({ password: 'env:SEED' }), signal))).toBe(
        'refused: IMAP at imap.seed.test does not accept connections',
      );
    });
  });
});
