import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ParsedOptions, type CommandContext } from '../../src/cli/command.ts';
import { run } from '../../src/cli/mail/test/run.ts';
import type { MailTestResult } from '../../src/mail/run/result.ts';
import { lab, startMailLab, type MailLab } from './mail-lab.ts';
import { missingPrograms, type Place } from './servers/server-process.ts';

const missing = [
  ...missingPrograms('postfix', 'dovecot', 'opendkim', 'openssl'),
  ...(process.getuid?.() === 0 ? [] : ['the rights of root, which Postfix starts with']),
];
const suite = missing.length === 0 ? describe : describe.skip;

const hasChromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].some(
  (path) => existsSync(path),
);

/** Wider than a phone, as old templates are. */
const receipt = `<!doctype html><html lang="en"><head><title>Your receipt</title><meta name="viewport" content="width=device-width"></head><body><table width="640"><tr><td width="640">Thank you.</td></tr></table></body></html>`;

const manifestText = (smtp: Place, imapPort: number): string => `version: 1
product: { name: Shop, domain: ${lab.shop} }
profile: community
mail:
  domains: [${lab.shop}]
  smtp: { host: ${smtp.address}, port: ${smtp.port}, tls: none }
  inboxes:
    - { id: own, kind: imap, host: ${lab.imapHost}, port: ${imapPort}, user: dmarc, address: ${lab.inbox}, password: env:SEED }
    - { id: filtered, kind: imap, host: ${lab.imapHost}, port: ${imapPort}, user: dmarc, address: ${lab.junk}, password: env:SEED }
    - { id: locked, kind: imap, host: ${lab.imapHost}, port: ${imapPort}, user: dmarc, address: ${lab.inbox}, password: env:WRONG }
  messages:
    - { id: receipt, kind: receipt, from: orders@${lab.shop}, trigger: { template: receipt.html } }
`;

suite(
  `mail test into a real Dovecot${missing.length === 0 ? '' : ` (skipped: no ${missing.join(', ')})`}`,
  () => {
    let world: MailLab;
    let folder: string;
    let seen: { readonly code: number; readonly stdout: string; readonly result: MailTestResult };
    beforeAll(async () => {
      world = await startMailLab();
      folder = mkdtempSync(join(tmpdir(), 'launch-ready-inbox-'));
      writeFileSync(join(folder, 'receipt.html'), receipt);
      writeFileSync(join(folder, 'receipt.txt'), 'Thank you.');
      writeFileSync(join(folder, 'launch.yaml'), manifestText(world.postfix.place, world.dovecot.place.port));
      // What lay there before is not ours, however much it looks like it.
      await world.send({ from: `orders@${lab.shop}`, to: lab.inbox, subject: 'Your receipt', text: 'Old.' });
      const { code, stdout } = await command();
      // Guarantee: the command prints its document.
      seen = { code, stdout, result: JSON.parse(stdout) as MailTestResult };
    }, 90_000);
    afterAll(async () => {
      await world[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    });

    const cellOf = (inbox: string) => seen.result.mails[0]?.cells.find((cell) => cell.inbox === inbox);

    test('MAIL-5 a mail our own send gave to Postfix is found in the inbox, with delay and signature', () => {
      const cell = cellOf('own');
      expect(cell).toMatchObject({
        outcome: 'arrived',
        arrival: { folder: { name: 'INBOX', kind: 'inbox' }, subject: 'Your receipt', isLate: false },
      });
      expect(cell?.arrival?.afterMs).toBeGreaterThanOrEqual(0);
      expect(cell?.arrival?.points.find(({ id }) => id === 'text-part')).toMatchObject({ state: 'holds' });
    });

    test('MAIL-5 the same mail that a filter put into the spam folder is found there, and is no success', () => {
      expect(cellOf('filtered')).toMatchObject({
        outcome: 'arrived',
        arrival: { folder: { name: 'Junk', kind: 'spam' }, subject: 'Your receipt' },
      });
      expect(seen.code).toBe(1);
    });

    test('MAIL-5 a wrong password: nothing is known of that inbox, the password is nowhere', () => {
      expect(cellOf('locked')).toMatchObject({ outcome: 'could not look' });
      expect(cellOf('locked')?.reason).toMatch(/refused the log-in/);
      expect(seen.stdout).not.toMatch(/horse/);
      expect(seen.stdout).not.toContain(lab.inbox);
    });

    test.skipIf(!hasChromium)(
      'MAIL-6 the page shows the mail as Chromium draws it on a phone and on a desktop, and says that it is too wide',
      () => {
        const page = readFileSync(join(folder, 'mails.html'), 'utf8');
        const pictures = page.match(/src="data:image\/jpeg;base64,\/9j\/[^"]{1000,}"/g) ?? [];
        expect(pictures.length).toBe(2);
        expect(seen.stdout).toMatch(/it is \d+ px wider than a phone of 390 px/);
      },
    );

    test('MAIL-5 nothing in the mailbox was marked as read or moved', () => {
      const files = readdirSync(world.dovecot.mailFolder, { recursive: true, encoding: 'utf8' });
      const mails = files.filter((name) => /(?:cur|new)\/./.test(name));
      expect(mails.filter((name) => name.includes('Junk')).length).toBe(1);
      expect(mails.length).toBe(3);
      expect(mails.filter((name) => /:2,.*[ST]/.test(name))).toEqual([]);
    });

    async function command() {
      let stdout = '';
      const secrets: Readonly<Record<string, string>> = { SEED: lab.password, WRONG: 'wrong-horse-8' };
      const { outside } = world;
      const env = { ...outside.env, get: (name: string) => secrets[name] };
      const context: CommandContext = {
        stdout: (text) => void (stdout += text),
        stderr: () => undefined,
        terminal: { isTty: false, isErrorTty: false, columns: 100, hasColour: false },
        cwd: folder,
        version: '0.0.0',
        signal: new AbortController().signal,
        openOutside: async () => ({ ...outside, env, [Symbol.asyncDispose]: async () => undefined }),
        ask: async () => null,
        readStdin: async () => '',
      };
      const options = new ParsedOptions({
        json: true,
        pictures: true,
        html: join(folder, 'mails.html'),
        manifest: join(folder, 'launch.yaml'),
      });
      const code = await run(context, { arguments: [], options });
      return { code, stdout };
    }
  },
);
