import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aggregateXml, gzipped, reportMail, zipOf } from '../../../test/fixtures/mail-reports.ts';
import { fakeDns } from '../../outside/fake/dns.ts';
import { fakeOutside } from '../../outside/fake/outside.ts';
import { parseDmarc } from '../../protocols/mail/dmarc/record.ts';
import type { ReportPile } from '../../protocols/mail/reports/pile.ts';
import { foundIn } from './files.ts';
import { gatherReports } from './gather.ts';
import { isMbox, mboxMails } from './mbox.ts';
import { publishedRecord, recordFromReports } from './published.ts';
import { reverseNames } from './reverse-names.ts';

const { signal } = new AbortController();
const begin = 1_772_409_600;
const xml = (id: string, count = 10): string =>
  aggregateXml({
    id,
    begin,
    rows: [{ ip: '192.0.2.1', count, spf: 'pass', envelopes: ['shop.example/pass'] }],
  });

const gather = async (
  files: Readonly<Record<string, string | Uint8Array>>,
  path = '/reports',
): Promise<ReportPile> =>
  gatherReports(
    fakeOutside({ files, clock: { now: (begin + 5 * 86_400) * 1000 } }),
    [{ kind: 'path', path }],
    {
      showsAddresses: false,
      signal,
    },
  );

describe('MAIL-3 reports are found wherever they lie', () => {
  const mail = reportMail('r5.xml.gz', gzipped(xml('r5')));
  const two = `From big@big.example Mon Mar  2 06:00:00 2026\r\n${reportMail('r6.xml.gz', gzipped(xml('r6')))}\r\nFrom x Mon Mar  2 06:00:00 2026\r\nFrom: a@b.example\r\nSubject: lunch\r\n\r\nFrom here it is far.\r\n\r\n`;
  test.each<readonly [string, Readonly<Record<string, string | Uint8Array>>, Partial<ReportPile['totals']>]>([
    [
      'a folder of folders',
      { '/reports/a/b/1.xml': xml('r1'), '/reports/2.xml': xml('r2') },
      { aggregate: 2 },
    ],
    ['gzip', { '/reports/1.xml.gz': gzipped(xml('r1')) }, { aggregate: 1 }],
    [
      'a zip of many, one of them packed again',
      {
        '/reports/all.zip': zipOf([
          { name: 'a.xml', data: Buffer.from(xml('r1')) },
          { name: 'b.xml.gz', data: gzipped(xml('r2')) },
          { name: 'c.zip', data: zipOf([{ name: 'c.xml', data: Buffer.from(xml('r3')) }]) },
        ]),
      },
      { aggregate: 3 },
    ],
    ['a mail', { '/reports/5.eml': mail }, { aggregate: 1 }],
    ['an mbox with other mail', { '/reports/all.mbox': two }, { aggregate: 1, others: 1, refused: 0 }],
    [
      'a maildir with other mail',
      {
        '/reports/cur/1:2,S': mail,
        '/reports/new/2': 'From: a@b.example\r\n\r\nlunch',
        '/reports/dovecot.index': 'x',
      },
      { aggregate: 1, others: 1, refused: 0 },
    ],
    [
      'the same report five ways counts once',
      {
        '/reports/1.xml': xml('r1'),
        '/reports/1.xml.gz': gzipped(xml('r1')),
        '/reports/1.zip': zipOf([{ name: '1.xml', data: Buffer.from(xml('r1')) }]),
        '/reports/1.eml': reportMail('1.gz', gzipped(xml('r1'))),
        '/reports/2.eml': reportMail(
          '1.zip',
          zipOf([{ name: 'x', data: Buffer.from(xml('r1')) }]),
          'application/zip',
        ),
      },
      { aggregate: 1, duplicates: 4 },
    ],
  ])('%s', async (_story, files, expected) => {
    expect((await gather(files)).totals).toMatchObject(expected);
  });

  test('what cannot be read is named with its reason, and stops nothing', async () => {
    const pile = await gather({
      '/reports/bad.xml': '<feedback><a></feedback>',
      '/reports/cut.xml.gz': gzipped(xml('r1')).subarray(0, 60),
      '/reports/future.xml': aggregateXml({ id: 'f', begin: begin + 400 * 86_400, rows: [] }),
      '/reports/good.xml': xml('r2'),
      '/reports/notes.txt': 'shopping list',
    });
    expect(pile.totals).toMatchObject({ inputs: 5, aggregate: 1, refused: 4 });
    expect(pile.refusals.map(({ origin, reason }) => `${origin}: ${reason}`)).toEqual([
      '/reports/bad.xml: line 1: </feedback> closes <a>',
      '/reports/cut.xml.gz: the compressed data is damaged',
      '/reports/future.xml: the report is about a time that has not come yet',
      '/reports/notes.txt: neither a report nor a mail with one',
    ]);
  });

  test('a path that is not there is said', async () => {
    expect((await gather({}, '/nowhere')).refusals).toEqual([
      {
        origin: '/nowhere',
        code: 'unreadable',
        reason: 'Looking at /nowhere: there is no such file or folder',
      },
    ]);
  });

  test('stopped half-way, it returns what it has', async () => {
    const stop = new AbortController();
    const files = Object.fromEntries(
      Array.from({ length: 20 }, (_unused, n) => [`/reports/${n}.xml`, xml(`r${n}`)]),
    );
    const pile = await gatherReports(fakeOutside({ files }), [{ kind: 'path', path: '/reports' }], {
      showsAddresses: false,
      signal: stop.signal,
      onProgress: ({ totals }) => {
        if (totals.inputs === 5) stop.abort();
      },
    });
    expect(pile.totals.inputs).toBe(5);
  });
});

describe('mbox', () => {
  test('a line "From " is a border with a date and behind an empty line', () => {
    const text =
      'From a 2026\nSubject: 1\n\nFrom here\nend\nFrom x 2026\n\nFrom b Mon Mar  2 06:00:00 2026\nSubject: 2\n\nbody';
    expect([...mboxMails(Buffer.from(text))].map((mail) => Buffer.from(mail).toString())).toEqual([
      'Subject: 1\n\nFrom here\nend\nFrom x 2026\n',
      'Subject: 2\n\nbody',
    ]);
  });
  test('law: joined mails come apart again, whatever the line ends', () => {
    const mail = fc.array(fc.constantFrom('Subject: x', 'body', '>From quoted', 'Fromage'), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(
        fc.array(mail, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        (mails, end) => {
          const texts = mails.map((lines) => lines.join(end) + end);
          const file = Buffer.from(texts.map((one) => `From x 2026${end}${one}${end}`).join(''));
          expect(isMbox(file)).toBe(true);
          const found = [...foundIn('m', file, 'file')];
          expect(found.length).toBe(mails.length);
        },
      ),
      { seed: 4155, numRuns: 200 },
    );
  });
  test('fuzz: any bytes end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (tail) => {
        const file = Buffer.concat([Buffer.from('From x\n'), tail, Buffer.from('\n\nFrom 2026'), tail]);
        expect([...mboxMails(file)].length).toBeLessThan(300);
      }),
      { seed: 4155, numRuns: 300 },
    );
  });
});

describe('the record in force', () => {
  const outside = (texts: readonly string[]) => ({ dns: fakeDns({ '_dmarc.shop.example': { TXT: texts } }) });
  const seen = {
    domain: 'shop.example',
    p: 'quarantine',
    sp: 'reject',
    np: null,
    adkim: 's',
    aspf: 'r',
    pct: 50,
    fo: '0',
    testing: null,
    discovery: null,
  };
  const ask = async (texts: readonly string[]) =>
    publishedRecord(outside(texts), { domain: 'shop.example', seen }, signal);

  test('from DNS', async () => {
    expect(await ask(['v=DMARC1; p=none'])).toEqual({
      record: parseDmarc('v=DMARC1; p=none'),
      from: 'dns',
      problem: null,
    });
  });
  test('several: the newest report stands in, and it is said', async () => {
    expect(await ask(['v=DMARC1; p=none', 'v=DMARC1; p=reject'])).toMatchObject({
      record: { text: 'v=DMARC1; p=quarantine; sp=reject; adkim=s; pct=50' },
      from: 'reports',
      problem: 'there are several records at _dmarc.shop.example',
    });
  });
  test('nobody answers: the newest report stands in, with the reason', async () => {
    const standing = await publishedRecord(fakeOutside(), { domain: 'shop.example', seen }, signal);
    expect(standing).toMatchObject({ from: 'reports', problem: '_dmarc.shop.example: no DNS in this world' });
    expect(recordFromReports(null)).toEqual({ record: null, from: 'reports', problem: null });
  });
});

test('reverse names count only when they lead back', async () => {
  const pile = await gather({
    '/reports/1.xml': aggregateXml({
      id: 'r1',
      begin,
      rows: [
        { ip: '192.0.2.1', count: 5 },
        { ip: '192.0.2.2', count: 4 },
        { ip: '192.0.2.3', count: 3 },
      ],
    }),
  });
  const dns = fakeDns({
    '1.2.0.192.in-addr.arpa': { PTR: ['liar.bank.example.'] },
    'liar.bank.example': { A: ['198.51.100.1'] },
    '2.2.0.192.in-addr.arpa': { PTR: ['mail.honest.example.'] },
    'mail.honest.example': { A: ['192.0.2.2'] },
  });
  const names = await reverseNames({ ...fakeOutside(), dns }, pile.domains(), signal);
  expect([...names]).toEqual([
    ['192.0.2.1', null],
    ['192.0.2.2', 'mail.honest.example'],
    ['192.0.2.3', null],
  ]);
});
