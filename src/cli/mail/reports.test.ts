import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import { aggregateXml, gzipped, type MadeReport } from '../../../test/fixtures/mail-reports.ts';
import { buildWeb } from '../../../web/build.ts';
import type { MailReports } from '../../mail/reports/document.ts';
import { fakeDns } from '../../outside/fake/dns.ts';
import { fakeOutside, silentDns } from '../../outside/fake/outside.ts';
import { mailReportsSchema } from '../../report/json/mail-reports-schema.ts';
import { type CommandContext, ParsedOptions } from '../command.ts';
import { run } from './reports.ts';

const day = 86_400;
/** Monday, 2026-03-02. */
const monday = 1_772_409_600;
const now = (monday + 21 * day) * 1000;

const sendgrid = {
  ip: '192.0.2.1',
  count: 40,
  dkim: 'pass',
  spf: 'pass',
  signatures: ['shop.example/s1/pass', 'sendgrid.net/smtpapi/pass'],
  envelopes: ['em1.shop.example/pass'],
} as const;
const forger = { ip: '203.0.113.5', count: 2, envelopes: ['shop.example/fail'] } as const;

const days = (count: number, rest: Partial<MadeReport> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: count }, (_unused, n) => [
      `/reports/${n}.xml`,
      aggregateXml({
        id: `r${n}`,
        begin: monday + n * day,
        form: n % 2 === 0 ? 'rfc7489' : 'rfc9990',
        rows: [sendgrid, forger],
        ...rest,
      }),
    ]),
  );

interface Ran {
  readonly code: number;
  readonly stdout: string;
}

interface Given {
  readonly words?: readonly string[];
  readonly stdin?: Uint8Array;
  readonly isDnsSilent?: boolean;
}

async function reports(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Readonly<Record<string, unknown>> = {},
  { words = ['/reports'], stdin = new Uint8Array(), isDnsSilent = false }: Given = {},
): Promise<Ran> {
  let stdout = '';
  const dns = fakeDns({
    '_dmarc.shop.example': { TXT: ['v=DMARC1; p=none; rua=mailto:dmarc@shop.example'] },
    '5.113.0.203.in-addr.arpa': { PTR: ['vps7.cheap-hosting.example.'] },
    'vps7.cheap-hosting.example': { A: ['203.0.113.5'] },
  });
  const outside = fakeOutside({ files, dns: isDnsSilent ? silentDns : dns, clock: { now } });
  const context: CommandContext = {
    stdout: (text) => void (stdout += text),
    stderr: () => undefined,
    terminal: { isTty: false, isErrorTty: false, columns: 100, hasColour: false },
    cwd: '/',
    version: '0.0.0',
    signal: new AbortController().signal,
    openOutside: async () => ({ ...outside, [Symbol.asyncDispose]: async () => undefined }),
    ask: async () => null,
    readStdin: async () => '',
    readStdinBytes: async () => stdin,
  };
  const input = { arguments: words, options: new ParsedOptions({ manifest: '/launch.yaml', ...options }) };
  return { code: await run(context, input), stdout };
}

const json = async (...given: Parameters<typeof reports>): Promise<MailReports> => {
  const { stdout } = await reports(given[0], { ...given[1], json: true }, given[2]);
  // Guarantee: the published schema holds, strictly.
  return mailReportsSchema.parse(JSON.parse(stdout)) as unknown as MailReports;
};

test('MAIL-3 mail reports: two weeks of clean reports allow quarantine, with the exact record', async () => {
  const { code, stdout } = await reports(days(15));
  expect(code).toBe(0);
  await expect(stdout).toMatchFileSnapshot('golden/reports.txt');
});

test('MAIL-3 mail reports as Markdown', async () => {
  await expect((await reports(days(15), { format: 'md' })).stdout).toMatchFileSnapshot('golden/reports.md');
});

describe('as HTML', () => {
  beforeAll(() => buildWeb());
  test('one self-contained page; texts from reporters stay texts', async () => {
    const hostile = aggregateXml({
      id: 'x',
      begin: monday,
      reporter: '&lt;script&gt;alert(1)&lt;/script&gt;',
      rows: [{ ...sendgrid, count: 1 }],
    });
    const { stdout } = await reports({ '/reports/1.xml': hostile }, { format: 'html', verbose: true });
    expect(stdout).toContain('<h2 id="senders-0">Who sends as shop.example</h2>');
    expect(stdout).toContain('&lt;script>alert(1)&lt;/script>');
    expect(stdout).not.toContain('<script>alert');
  });
});

test('the JSON is what its schema says, and carries names, ladder and record', async () => {
  const document = await json(days(15));
  expectTypeOf<keyof z.infer<typeof mailReportsSchema>>().toEqualTypeOf<keyof MailReports>();
  const [shop] = document.domains;
  expect(shop?.senders.map(({ source, kind, messages }) => `${source} ${kind} ${messages}`)).toEqual([
    'Twilio SendGrid ours 600',
    'cheap-hosting.example stranger 30',
  ]);
  expect(shop?.forms).toEqual({ rfc7489: 8, rfc9990: 7 });
  expect(shop?.ladder).toMatchObject({
    current: 'none',
    next: 'quarantine',
    isReady: true,
    record: 'v=DMARC1; p=quarantine; rua=mailto:dmarc@shop.example',
    rehearsal: 'v=DMARC1; p=quarantine; t=y; pct=0; rua=mailto:dmarc@shop.example',
  });
});

describe('answers and exit codes', () => {
  const mailgun = { ip: '198.51.100.9', count: 30, signatures: ['mailgun.org/mg/pass'] };
  test('a service that signs as itself: 1, with the records it needs', async () => {
    const files = days(15, { rows: [sendgrid, mailgun] });
    expect((await reports(files)).code).toBe(1);
    const [, second] = (await json(files)).domains[0]?.senders ?? [];
    expect(second).toMatchObject({ source: 'Mailgun', kind: 'unaligned', failing: 450 });
    expect(second?.records.some(({ host }) => host.endsWith('_domainkey.shop.example'))).toBe(true);
  });
  test('told to be none of ours: 0', async () => {
    expect((await reports(days(15, { rows: [sendgrid, mailgun] }), { notOurs: ['mailgun'] })).code).toBe(0);
  });
  test('nothing passes at all: 1, for that may be our own mail', async () => {
    const { code, stdout } = await reports(days(2, { rows: [forger] }));
    expect(code).toBe(1);
    expect(stdout).toContain(
      'None of 4 mails from shop.example passes: forged, or your own mail is not authenticated yet',
    );
  });
  test('nothing could be read: 3', async () => {
    expect((await reports({ '/reports/a.xml': '<feedback>' })).code).toBe(3);
  });
  test('standard input may be an archive', async () => {
    const stdin = gzipped(days(1)['/reports/0.xml'] ?? '');
    expect((await json({}, {}, { words: ['-'], stdin })).totals).toMatchObject({ inputs: 1, aggregate: 1 });
  });
  test('--offline asks nobody: the record is put together from the reports', async () => {
    const [shop] = (await json(days(15), { offline: true })).domains;
    expect(shop?.published).toEqual({ record: 'v=DMARC1; p=none', from: 'reports', problem: null });
    expect(shop?.senders[1]?.source).toBe('203.0.113.5');
  });
  test('nobody answers DNS: the same, and it is said', async () => {
    const document = await json(days(15), {}, { isDnsSilent: true });
    expect(document.notes).toEqual(['DNS does not answer: records and names come from the reports alone']);
    expect(document.domains[0]?.published).toEqual({
      record: 'v=DMARC1; p=none',
      from: 'reports',
      problem: '_dmarc.shop.example: no DNS in this world',
    });
  });
  test('--record starts from another record; one that is none is refused', async () => {
    const [shop] = (await json(days(15), { record: 'v=DMARC1; p=reject' })).domains;
    expect(shop?.ladder.current).toBe('reject');
    await expect(reports(days(1), { record: 'p=reject' })).rejects.toMatchObject({
      code: 'LR_RECORD_INVALID',
    });
  });
  test('no place: said with what to do', async () => {
    await expect(reports({}, {}, { words: [] })).rejects.toMatchObject({ code: 'LR_NO_REPORTS' });
  });
  test.each([
    ['imaps://mail.example.com', 'no user'],
    ['https://a@mail.example.com', 'another protocol'],
    ['imaps://a:secret@mail.example.com', 'a password in it'],
  ])('--imap %s: %s', async (imap) => {
    const failed = await reports({}, { imap }, { words: [] }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'LR_MAILBOX_INVALID' });
    expect(String(failed)).not.toContain('secret');
  });
});
