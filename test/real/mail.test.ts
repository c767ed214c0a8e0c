import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ParsedOptions, type CommandContext } from '../../src/cli/command.ts';
import { run } from '../../src/cli/mail/reports.ts';
import { authenticateMail } from '../../src/mail/authentication/authenticate.ts';
import type { Authentication } from '../../src/mail/authentication/authentication.ts';
import type { ImapAccount } from '../../src/mail/inbox/imap-session.ts';
import { readMessage } from '../../src/mail/message/read-message.ts';
import type { Found } from '../../src/mail/reports/files.ts';
import { findInMailbox } from '../../src/mail/reports/imap.ts';
import type { SinkMail } from '../../src/mail/sink/sink.ts';
import { classifyBounce } from '../../src/protocols/mail/bounce.ts';
import { readBounce } from '../../src/protocols/mail/bounces/dsn.ts';
import { aggregateXml, gzipped, zipOf } from '../fixtures/mail-reports.ts';
import { domainOf, lab, startMailLab, until, type MailLab } from './mail-lab.ts';
import { missingPrograms } from './servers/server-process.ts';

const missing = [
  ...missingPrograms('postfix', 'dovecot', 'opendkim', 'openssl'),
  ...(process.getuid?.() === 0 ? [] : ['the rights of root, which Postfix starts with']),
];
const suite = missing.length === 0 ? describe : describe.skip;
const { signal } = new AbortController();

suite(
  `real Postfix, OpenDKIM and Dovecot${missing.length === 0 ? '' : ` (skipped: no ${missing.join(', ')})`}`,
  () => {
    let world: MailLab;
    beforeAll(async () => {
      world = await startMailLab();
    }, 60_000);
    afterAll(async () => world[Symbol.asyncDispose]());

    const from = `Shop <orders@${lab.shop}>`;
    const arrived = async (receiver: 'good' | 'grey', recipient: string): Promise<SinkMail> =>
      until(`a mail for ${recipient}`, () =>
        world.sinks[receiver].mails().find(({ recipients }) => recipients.includes(recipient)),
      );
    const judge = async ({
      bytes,
      handover,
    }: Pick<SinkMail, 'bytes' | 'handover'>): Promise<Authentication> => {
      const message = await readMessage(bytes);
      if (!message.ok) throw new Error(message.error.message);
      const asIfPublic = { ...handover, clientAddress: lab.sendingAddress };
      const mail = { bytes, message: message.value, handover: asIfPublic, receiver: null };
      return authenticateMail(world.outside, mail, signal);
    };
    const results = ({ opinions }: Authentication): readonly string[] =>
      opinions.map(
        ({ by, answers }) => `${by}: ${answers.map(({ method, result }) => `${method}=${result}`).join(' ')}`,
      );

    describe('MAIL-1 MAIL-2 MAIL-3 what Postfix sends and OpenDKIM signs, mailauth and our evaluators judge alike', () => {
      test.each([
        ['plain', 'Hello.\n'],
        ['umlauts', 'Grüße ✓\n\n\n'],
        ['odd', '  two  spaces \t\n.\n..dots\nFrom the start\n \n\n'],
        ['long', `${'x'.repeat(990)}\n${'wörter '.repeat(400)}\n`],
      ])('%s', async (name, text) => {
        const to = `${name}@${domainOf('good')}`;
        await world.send({ from, to, subject: `Your order: ${name} äöü`, text, html: `<p>${text}</p>` });
        const mail = await arrived('good', to);
        expect(mail.handover.tls).not.toBeNull();
        const authentication = await judge(mail);
        expect(results(authentication)).toEqual([
          'mailauth: spf=pass dkim=pass dmarc=pass',
          'launch-ready: spf=pass dkim=pass dmarc=pass',
        ]);
        expect(authentication.disagreements).toEqual([]);
      });

      test('one changed word breaks the signature for both', async () => {
        const to = `changed@${domainOf('good')}`;
        await world.send({ from, to, subject: 'Your order', text: 'You owe 10 euros.\n' });
        const { bytes, handover } = await arrived('good', to);
        const text = Buffer.from(bytes).toString('latin1').replace('10 euros', '90 euros');
        const authentication = await judge({ bytes: Buffer.from(text, 'latin1'), handover });
        expect(results(authentication)).toEqual([
          'mailauth: spf=pass dkim=fail dmarc=pass',
          'launch-ready: spf=pass dkim=fail dmarc=pass',
        ]);
      });
    });

    test('MAIL-7 greylisting: turned away once, taken on the second try, and called what it is', async () => {
      const to = `patience@${domainOf('grey')}`;
      await world.send({ from, to, subject: 'Your order', text: 'Hello.\n' });
      await arrived('grey', to);
      expect(world.sinks.grey.refusals()).toEqual(['451 4.7.1 Greylisted, please try again later']);
      expect(world.postfix.log()).toContain('status=deferred');
      expect(classifyBounce(world.sinks.grey.refusals()[0] ?? '')).toMatchObject({
        cause: 'rate-limit',
        permanence: 'temporary',
      });
    });

    const account: ImapAccount = {
      host: lab.imapHost,
      port: 0,
      user: 'dmarc',
      password: lab.password,
      title: lab.imapHost,
      loginHint: '',
    };
    const read = async (
      rest: Partial<ImapAccount> = {},
      folders: readonly string[] = [],
    ): Promise<readonly Found[]> => {
      const mailbox = {
        account: { ...account, port: world.dovecot.place.port, ...rest },
        folders,
        days: null,
      };
      const found: Found[] = [];
      for await (const one of findInMailbox(world.outside, mailbox, signal)) found.push(one);
      return found;
    };
    const bounceOf = async (recipient: string) =>
      until(`a bounce about ${recipient}`, async () => {
        const mails = (await read({}, ['INBOX'])).flatMap((one) =>
          one.state === 'bytes' ? [readBounce(one.bytes)] : [],
        );
        return mails.find((one) => one?.recipients.some((each) => each.recipient.includes(recipient)));
      });

    test('MAIL-7 a bounce Postfix makes: read over IMAP, and told to be about the mailbox', async () => {
      const to = `nobody@${domainOf('strict')}`;
      await world.send({
        from,
        to,
        subject: 'Your order',
        text: 'Hello.\n',
        envelope: { from: lab.inbox, to },
      });
      const bounce = await bounceOf(to);
      expect(bounce).toMatchObject({ form: 'dsn', recipients: [{ action: 'failed', status: '5.1.1' }] });
      expect(bounce.recipients[0]?.bounce).toMatchObject({ cause: 'mailbox', permanence: 'permanent' });
    });

    test('MAIL-7 a server without STARTTLS where TLS is a must: nothing is sent in the clear, the bounce says why', async () => {
      const to = `secret@${domainOf('plain')}`;
      await world.send({
        from,
        to,
        subject: 'Your order',
        text: 'Hello.\n',
        envelope: { from: lab.inbox, to },
      });
      const bounce = await bounceOf(to);
      expect(bounce.recipients[0]?.bounce).toMatchObject({
        cause: 'configuration',
        because: 'TLS is required',
      });
      expect(world.sinks.plain.mails()).toEqual([]);
    }, 60_000);

    describe('MAIL-3 reports in a mailbox', () => {
      const begin = 1_772_409_600;
      const xml = (n: number): string =>
        aggregateXml({
          id: `r${n}`,
          begin: begin + n * 86_400,
          domain: lab.shop,
          form: n % 2 === 0 ? 'rfc7489' : 'rfc9990',
          rows: [{ ip: lab.sendingAddress, count: 10, spf: 'pass', envelopes: [`${lab.shop}/pass`] }],
        });
      const attach = (name: string, content: Buffer, to: string = lab.inbox): Promise<void> =>
        world.send({
          from: 'noreply@big.example',
          to,
          subject: `Report domain: ${lab.shop}`,
          text: 'An aggregate report.\n',
          attachments: [{ filename: name, content }],
        });

      beforeAll(async () => {
        await attach('0.xml.gz', gzipped(xml(0)));
        await attach('1.zip', zipOf([{ name: '1.xml', data: Buffer.from(xml(1)) }]));
        await attach('1-again.xml.gz', gzipped(xml(1)));
        await attach('2.xml.gz', gzipped(xml(2)), lab.junk);
        await attach('bad.xml.gz', gzipped(xml(3)).subarray(0, 50));
        await until('all reports in the mailbox', async () => {
          const folders = await Promise.all([read({}, ['INBOX']), read({}, ['Junk'])]);
          const reports = folders.map((found) => found.filter(isReport).length);
          return reports[0] === 4 && reports[1] === 1 ? true : null;
        });
      }, 60_000);

      const isReport = (one: Found): boolean =>
        one.state === 'bytes' && Buffer.from(one.bytes).includes('Report domain');

      test('inbox and spam folder, over TLS, each report once, the broken one named; nothing is marked as read', async () => {
        const { code, stdout } = await command({});
        // Guarantee: the command prints its document.
        const document = JSON.parse(stdout) as {
          readonly totals: object;
          readonly refused: readonly { origin: string; reason: string }[];
        };
        expect(document.totals).toMatchObject({ aggregate: 3, duplicates: 1, refused: 1 });
        expect(document.refused.map(({ reason }) => reason)).toEqual(['the compressed data is damaged']);
        expect(code).toBe(0);
        const files = readdirSync(world.dovecot.mailFolder, { recursive: true, encoding: 'utf8' });
        const mails = files.filter((name) => /(?:cur|new)\/./.test(name));
        expect(mails.length).toBeGreaterThanOrEqual(5);
        expect(mails.filter((name) => /:2,.*S/.test(name))).toEqual([]);
      });

      test('only one folder when it is asked for', async () => {
        const { stdout } = await command({ folder: ['Junk'] });
        expect(JSON.parse(stdout)).toMatchObject({ totals: { inputs: 1, aggregate: 1 } });
      });

      test('a wrong password: said plainly, the password nowhere', async () => {
        const found = await read({ password: 'wrong-horse-8' });
        expect(found).toMatchObject([{ state: 'unreadable', name: lab.imapHost }]);
        expect(JSON.stringify(found)).toMatch(/refused the log-in/);
        expect(JSON.stringify(found)).not.toMatch(/horse/);
      });

      test('a certificate for another name: the password is not sent', async () => {
        const [found] = await read({ host: 'other.lab.test', title: 'other.lab.test' });
        expect(found).toMatchObject({ state: 'unreadable' });
        expect(found?.state === 'unreadable' ? found.reason : '').toMatch(/cannot be reached safely/);
      });

      test('a folder that is not there is said, and ends nothing', async () => {
        const found = await read({}, ['Nowhere', 'Junk']);
        expect(found.map(({ state }) => state)).toEqual(['unreadable', 'bytes']);
      });

      async function command(options: Readonly<Record<string, unknown>>) {
        let stdout = '';
        const { outside } = world;
        const env = {
          ...outside.env,
          get: (name: string) => (name === 'IMAP_PASSWORD' ? lab.password : undefined),
        };
        const context: CommandContext = {
          stdout: (text) => void (stdout += text),
          stderr: () => undefined,
          terminal: { isTty: false, isErrorTty: false, columns: 100, hasColour: false },
          cwd: '/',
          version: '0.0.0',
          signal,
          openOutside: async () => ({ ...outside, env, [Symbol.asyncDispose]: async () => undefined }),
          ask: async () => null,
          readStdin: async () => '',
        };
        const imap = `imaps://dmarc@${lab.imapHost}:${world.dovecot.place.port}`;
        const given = {
          imap,
          password: 'env:IMAP_PASSWORD',
          json: true,
          manifest: '/nowhere/launch.yaml',
          ...options,
        };
        const code = await run(context, { arguments: [], options: new ParsedOptions(given) });
        return { code, stdout };
      }
    });
  },
);
