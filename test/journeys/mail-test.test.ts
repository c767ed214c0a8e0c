import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MailTestDocument } from '../../src/cli/mail/test/document.ts';
import { certificateMaker, hasOpenssl } from '../conformance/certificates.ts';
import { startImapDouble, type DoubleFolder } from '../conformance/mail/imap-double.ts';
import type { World } from '../../src/world/world.ts';
import { PlanEditor } from '../../src/world/plan-editor.ts';
import type { WorldOptions } from '../../src/world/world.ts';
import { desk, looksLikeCrash, shopDesk, type Ended, type ShopDesk } from './launch-ready.ts';

const document = ({ stdout, stderr }: Ended): MailTestDocument => {
  const value: unknown = stdout.startsWith('{') ? JSON.parse(stdout) : null;
  if (
    typeof value === 'object' &&
    value !== null &&
    Reflect.get(value, 'schema') === 'launch-ready/mail-test@1'
  )
    return value as MailTestDocument;
  throw new Error(`no document: ${stdout.slice(0, 300)}\n${stderr.slice(0, 1000)}`);
};
/** `welcome: arrived inbox good`. */
const cells = ({ mails }: MailTestDocument): readonly string[] =>
  mails.flatMap(({ id, cells: own }) =>
    own.map(
      ({ outcome, arrival, settlement }) =>
        `${id}: ${outcome}${arrival === null ? '' : ` ${arrival.folder.kind}`} ${settlement}`,
    ),
  );
const point = (mail: MailTestDocument, id: string): string => {
  const found = mail.mails[0]?.cells[0]?.arrival?.points.find((one) => one.id === id);
  return `${found?.state}: ${found?.found}`;
};

async function mailTest(shop: ShopDesk, ...args: readonly string[]): Promise<Ended> {
  shop.file('launch.yaml', shop.world.manifestText);
  return shop.run('mail', 'test', '--no-pictures', '--quiet', ...args, ...shop.network);
}

async function withShop(options: WorldOptions, use: (shop: ShopDesk) => Promise<void>): Promise<void> {
  await using shop = await shopDesk(options);
  await use(shop);
}

/** What every story promises to send, all of it found and good. */
const stories = [
  ['waitlist', ['newsletter: arrived inbox good']],
  [
    'community',
    ['verification: arrived inbox good', 'welcome: arrived inbox good', 'invite: arrived inbox good'],
  ],
  [
    'booking',
    ['verification: arrived inbox good', 'welcome: arrived inbox good', 'booking: arrived inbox good'],
  ],
  [
    'mobile',
    [
      'verification: arrived inbox good',
      'welcome: arrived inbox good',
      'reset: arrived inbox good',
      'booking: arrived inbox good',
    ],
  ],
  [
    'ecommerce',
    ['verification: arrived inbox good', 'welcome: arrived inbox good', 'receipt: arrived inbox good'],
  ],
] as const;

describe('launch-ready mail test over the demo internet (MAIL-5)', () => {
  test.each(stories)('%s: every mail of its manifest arrives and holds', async (story, expected) => {
    await withShop({ story }, async (shop) => {
      const ended = await mailTest(shop, '--json', '--active');
      const result = document(ended);
      expect(cells(result)).toEqual(expected);
      expect({ exitCode: ended.exitCode, verdict: result.verdict, others: result.others }).toEqual({
        exitCode: 0,
        verdict: 'good',
        others: [],
      });
      expect(result.mails[0]?.cells[0]?.arrival?.authentication).toMatchObject({
        spf: 'pass',
        dkim: 'pass',
        dmarc: 'pass',
        isAligned: true,
        disagreements: [],
      });
      expect(ended.stdout).not.toContain('launch@seedpost.net');
      if (story === 'waitlist') expect(point(result, 'unsubscribe-live')).toBe('holds: POST answered 200');
    });
  });
});

describe('what goes wrong is told (MAIL-4, MAIL-6, MAIL-7)', () => {
  test('without SPF and DKIM: both judges agree, DMARC fails, exit 1', async () => {
    await withShop({ story: 'waitlist', faults: ['mail/spf-gone', 'mail/dkim-gone'] }, async (shop) => {
      const ended = await mailTest(shop, '--json');
      const result = document(ended);
      expect([ended.exitCode, result.headline]).toEqual([1, '1 of 1 mail is lost, late or broken']);
      expect(result.mails[0]?.cells[0]?.arrival?.authentication).toMatchObject({
        spf: 'none',
        dkim: 'fail',
        dmarc: 'fail',
        isAligned: false,
        disagreements: [],
      });
      expect(point(result, 'dkim')).toMatch(
        /^broken: launch-ready: permerror for pb1\._domainkey\.harbormarket\.shop \(no key at/,
      );
      expect(point(result, 'unsubscribe-live')).toBe('not asked: there is nothing to try');
    });
  });

  test('HTML only, links to the twin host, one mail never sent', async () => {
    const change: WorldOptions['change'] = (plan) =>
      new PlanEditor(plan).mailSender({
        hasPlainText: false,
        linkOrigin: `https://www.${plan.domain}`,
        dropped: ['welcome'],
      }).plan;
    await withShop({ story: 'community', change }, async (shop) => {
      const ended = await mailTest(shop, '--wait', '3', 'verification', 'welcome');
      expect(ended.exitCode).toBe(1);
      expect(ended.stdout).toContain('■ 2 of 2 mails are lost, late or broken');
      expect(ended.stdout).toMatch(/welcome +■ missing/);
      expect(ended.stdout).toContain('HTML only: filters distrust it');
      expect(ended.stdout).toContain('www.harbormarket.shop, the canonical host is harbormarket.shop');
      expect(ended.stdout).toContain('It did not come within 3 s');
    });
  });

  test('the page for people: the matrix, and pictures where there is a Chromium', async () => {
    await withShop({ story: 'waitlist' }, async (shop) => {
      shop.file('launch.yaml', shop.world.manifestText);
      const ended = await shop.run('mail', 'test', '--quiet', '--html', 'mails.html', ...shop.network);
      expect(ended.exitCode).toBe(0);
      const page = readFileSync(join(shop.folder, 'mails.html'), 'utf8');
      expect(page).toContain('Mail by inbox');
      const hasPictures = page.includes('data:image/jpeg;base64,');
      if (!hasPictures)
        expect(
          document(
            await shop.run('mail', 'test', '--json', '--quiet', ...shop.network),
          ).mails[0]?.cells[0]?.arrival?.points.map(({ id }) => id),
        ).not.toContain('phone-width');
      expect(page).not.toContain('launch@seedpost.net');
    });
  });
});

describe.skipIf(!hasOpenssl)('an inbox over IMAP', () => {
  /** What the demo's exchanger takes is filed by a receiver of its own: newsletters into spam, with what it thinks of them. */
  async function filing(world: World, folder: DoubleFolder, signal: AbortSignal): Promise<void> {
    const seen = new Set<string>();
    while (!signal.aborted) {
      for (const { id, raw } of world.mailbox.messages()) {
        if (seen.has(id)) continue;
        seen.add(id);
        const verdict =
          'Authentication-Results: mx.seedpost.net; spf=pass smtp.mailfrom=bounces@harbormarket.shop;\r\n\tdkim=pass header.d=harbormarket.shop header.s=pb1; dmarc=pass header.from=harbormarket.shop\r\n';
        folder.mails.push({ uid: seen.size, date: '22-Nov-2026 05:00:00 +0000', raw: verdict + raw });
      }
      await new Promise((resolve) => void setTimeout(resolve, 20));
    }
  }

  test('a newsletter that lands in spam: exit 1, the folder named, the receiver and both judges agree', async () => {
    await withShop({ story: 'waitlist' }, async (shop) => {
      const make = certificateMaker(shop.folder);
      const root = make.root('Seedpost root');
      const spam: DoubleFolder = { name: 'Bulk', use: '\\Junk', mails: [] };
      const { key, cert } = make.issue('mx.seedpost.net', root, { altNames: 'DNS:mx.seedpost.net' });
      const double = await startImapDouble({
        key,
        cert,
        password: 'seed-password',
        folders: [{ name: 'INBOX', mails: [] }, spam],
      });
      const stopping = new AbortController();
      const filed = filing(shop.world, spam, stopping.signal);
      try {
        shop.file('secret', 'seed-password\n');
        const inbox =
          '{ id: people, kind: imap, host: mx.seedpost.net, address: launch@seedpost.net, password: "file:secret" }';
        shop.file(
          'launch.yaml',
          shop.world.manifestText.replace(/inboxes:\n(?: {4}.*\n)+/, `inboxes: [${inbox}]\n`),
        );
        const map = `mx.seedpost.net:993=127.0.0.1:${double.port}`;
        const ended = await shop.run(
          'mail',
          'test',
          '--json',
          '--no-pictures',
          '--quiet',
          '--map',
          map,
          '--ca',
          shop.file('seedpost.pem', root.cert),
          ...shop.network,
        );
        const result = document(ended);
        expect([ended.exitCode, ...cells(result)]).toEqual([1, 'newsletter: arrived spam bad']);
        const arrival = result.mails[0]?.cells[0]?.arrival;
        expect(arrival?.folder).toEqual({ name: 'Bulk', kind: 'spam' });
        expect(arrival?.authentication).toMatchObject({
          spf: 'pass',
          dkim: 'pass',
          dmarc: 'pass',
          isAligned: true,
          disagreements: [],
        });
        expect(arrival?.authentication?.opinions.map(({ by }) => by)).toEqual([
          'receiver',
          'mailauth',
          'launch-ready',
        ]);
        expect(`${ended.stdout}${ended.stderr}`).not.toContain('seed-password');
      } finally {
        stopping.abort();
        await filed;
        await double.close();
      }
    });
  });
});

describe('mistakes and unreachable inboxes', () => {
  let shop: ShopDesk;
  beforeAll(async () => {
    shop = await shopDesk({ story: 'waitlist' });
  });
  afterAll(async () => shop[Symbol.asyncDispose]());
  const manifest = (mail: string): string =>
    `version: 1\nproduct: { name: Shop, domain: harbormarket.shop }\nprofile: waitlist\nmail:\n  domains: [harbormarket.shop]\n${mail}`;
  const newsletter = '  messages: [{ id: newsletter, kind: newsletter, from: hello@harbormarket.shop }]\n';

  test.each([
    [
      'no mails',
      manifest('  inboxes: [{ id: a, kind: sink, address: a@b.example }]\n'),
      [],
      2,
      /mail\.messages is empty.*LR_MAIL_NOTHING/s,
    ],
    ['no inbox', manifest(newsletter), [], 2, /mail\.inboxes is empty.*LR_MAIL_NOTHING/s],
    [
      'a mail that is not declared',
      manifest(`${newsletter}  inboxes: [{ id: a, kind: sink, address: a@b.example, port: 28725 }]\n`),
      ['newsleter'],
      2,
      /There is no mail "newsleter" in launch\.yaml\. Did you mean newsletter\?/,
    ],
    [
      'a wait that is no number',
      manifest(`${newsletter}  inboxes: [{ id: a, kind: sink, address: a@b.example, port: 28725 }]\n`),
      ['--wait', 'long'],
      2,
      /--wait long is not a number of seconds/,
    ],
  ])('%s', async (_story, text, args, exitCode, said) => {
    const ended = await (shop.file('launch.yaml', text),
    shop.run('mail', 'test', '--no-pictures', '--quiet', ...args, ...shop.network));
    expect([ended.exitCode, looksLikeCrash(ended)]).toEqual([exitCode, false]);
    expect(`${ended.stdout}${ended.stderr}`).toMatch(said);
  });

  test('an inbox nobody can reach: could not look, with the reason, no password in sight', async () => {
    shop.file(
      'launch.yaml',
      manifest(
        `${newsletter}  inboxes: [{ id: gmail, kind: gmail, address: someone@gmail.com, password: 'file:secret' }]\n`,
      ),
    );
    shop.file('secret', 'abcd efgh ijkl mnop\n');
    const ended = await shop.run('mail', 'test', '--no-pictures', '--quiet', ...shop.network);
    expect([ended.exitCode, looksLikeCrash(ended)]).toEqual([3, false]);
    expect(ended.stdout).toMatch(/gmail: .*imap\.gmail\.com/);
    expect(`${ended.stdout}${ended.stderr}`).not.toMatch(/efgh|someone@gmail\.com/);
  });
});

describe('launch-ready mail bounce (MAIL-7)', () => {
  test('a folder of bounces is counted by who must act; recipients are shortened', async () => {
    await using place = desk();
    const bounce = (to: string, text: string): string =>
      `From: MAILER-DAEMON@mx.example\nSubject: Undelivered\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ${to}\nAction: failed\nDiagnostic-Code: smtp; ${text}\n\n--b--\n`;
    const files = [
      place.file('a.eml', bounce('lena@example.net', '550 5.1.1 no such user')),
      place.file('b.eml', bounce('tom@example.net', '550 5.7.26 unauthenticated mail')),
      place.file('c.txt', 'Subject: Hello\n\nAn ordinary mail'),
    ];
    const ended = await place.run('mail', 'bounce', ...files);
    expect(ended.exitCode).toBe(1);
    expect(ended.stdout).toContain('2 failed deliveries: 1 for you to repair, 1 about the recipient');
    expect(ended.stdout).toContain('■ authentication, permanent: t***@example.net');
    expect(ended.stdout).not.toMatch(/lena@|tom@/);
  });
});
