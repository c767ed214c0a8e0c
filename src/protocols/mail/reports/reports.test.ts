import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AggregateReport } from './aggregate.ts';
import { ReportError } from './error.ts';
import { readReports } from './read.ts';
import { unzip } from './zip.ts';

interface Row {
  readonly ip: string;
  readonly count: number;
  readonly dkim?: string;
  readonly auth?: string;
  readonly reason?: string;
}
const rowXml = ({ ip, count, dkim = 'fail', auth = '', reason = '' }: Row): string =>
  `<record><row><source_ip>${ip}</source_ip><count>${count}</count><policy_evaluated><disposition>none</disposition>` +
  `<dkim>${dkim}</dkim><spf>fail</spf>${reason}</policy_evaluated></row><identifiers><header_from>shop.example</header_from>` +
  `</identifiers><auth_results>${auth}</auth_results></record>`;
const reportXml = (rows: readonly Row[], id = 'r1'): string =>
  `<?xml version="1.0"?><feedback><report_metadata><org_name>big.example</org_name><report_id>${id}</report_id><date_range>` +
  `<begin>1700000000</begin><end>1700086399</end></date_range></report_metadata><policy_published><domain>Shop.example</domain>` +
  `<p>none</p></policy_published>${rows.map(rowXml).join('')}</feedback>`;

const codeOf = (bytes: Uint8Array): string =>
  readReports(bytes)
    .map((outcome) => (outcome.state === 'refused' ? `${outcome.code}: ${outcome.reason}` : outcome.kind))
    .join(', ');

function zip(name: string, data: Buffer, claimedSize = data.length): Buffer {
  const packed = deflateRawSync(data, { level: 1 });
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(crc32(data), 16);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(claimedSize, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, Buffer.from(name), packed, entry, Buffer.from(name), end]);
}

test.each<readonly [string, () => Uint8Array, string]>([
  ['plain', () => Buffer.from(reportXml([])), 'aggregate'],
  ['gzip in a zip', () => zip('a.xml.gz', gzipSync(reportXml([]))), 'aggregate'],
  ['nothing', () => Buffer.alloc(0), 'not-a-report: neither a report nor a mail with one'],
  [
    'a mail without report',
    () => Buffer.from('From: a@b\r\n\r\nhello'),
    'not-a-report: neither a report nor a mail with one',
  ],
  ['other XML', () => Buffer.from('<html></html>'), 'not-a-report: the root element is <html>'],
  ['cut gzip', () => gzipSync(reportXml([])).subarray(0, 40), 'archive: the compressed data is damaged'],
  ['cut zip', () => zip('a', Buffer.from('x')).subarray(0, 40), 'archive: the zip archive has no end record'],
  [
    'a gzip bomb',
    () => gzipSync(Buffer.alloc(41_000_000), { level: 1 }),
    'too-big: unpacked it is larger than 40000000 bytes, or all together than 250000000',
  ],
  [
    'a zip bomb that lies about its size',
    () => zip('a.xml', Buffer.alloc(41_000_000), 10),
    'too-big: unpacked it is larger than 40000000 bytes, or all together than 250000000',
  ],
  [
    'a matryoshka',
    () => [1, 2, 3, 4, 5, 6].reduce((inner) => gzipSync(inner), Buffer.from(reportXml([]))),
    'too-deep: packed more than 4 times',
  ],
  [
    'a zip entry that was changed',
    () => {
      const bytes = zip('a.xml', Buffer.from(reportXml([])));
      const at = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 16;
      bytes.writeUInt32LE(7, at);
      return bytes;
    },
    'archive: a zip entry does not match its checksum',
  ],
  [
    'an attachment that is no archive',
    () =>
      Buffer.from(
        'From: a@b\r\nContent-Type: application/zip; name="a!b!1!2.zip"\r\n\r\nwe are sorry, our reporter is broken\r\n',
      ),
    'archive: the attachment a!b!1!2.zip is neither zip, gzip, XML nor JSON',
  ],
  ['UTF-16 with mark', () => Buffer.from(`\ufeff${reportXml([])}`, 'utf16le'), 'aggregate'],
  ['UTF-16 without mark', () => Buffer.from(reportXml([]), 'utf16le'), 'aggregate'],
  [
    'a charset that is none',
    () => Buffer.from(reportXml([]).replace('"1.0"?', '"1.0" encoding="klingon-8"?')),
    'aggregate',
  ],
  [
    'UTF-16 promised, ASCII sent',
    () => Buffer.from(reportXml([]).replace('"1.0"?', '"1.0" encoding="UTF-16"?')),
    'aggregate',
  ],
  [
    'a domain that is markup',
    () => Buffer.from(reportXml([]).replace('Shop.example', 'a b')),
    'fields: <domain> "a b" is not a domain name',
  ],
  [
    'an entity bomb',
    () => Buffer.from('<?xml version="1.0"?><!DOCTYPE f [<!ENTITY a "b">]><feedback>&a;</feedback>'),
    'xml: line 1: a document type or entity is not allowed',
  ],
  ['deep XML', () => Buffer.from('<a>'.repeat(5000)), 'too-deep: elements nested deeper than 16'],
  [
    'no dates',
    () => Buffer.from(reportXml([]).replace(/<date_range>.*<\/date_range>/, '')),
    'fields: <begin> "" is not a time in seconds',
  ],
  ['broken JSON', () => Buffer.from('{"a":'), 'json: the report is not JSON'],
  [
    'other JSON',
    () => Buffer.from('{}'),
    'fields: date-range: Invalid input: expected object, received undefined',
  ],
])('reading %s', (_story, bytes, expected) => {
  expect(codeOf(bytes())).toBe(expected);
});

test('a mail of a thousand nested parts is refused', () => {
  const nested = Array.from(
    { length: 1000 },
    (_unused, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
  ).join('');
  expect(codeOf(Buffer.from(nested))).toBe('too-deep: mail parts nested deeper than 8');
});

const aggregates = (texts: readonly string[]): readonly AggregateReport[] =>
  texts
    .flatMap((text) => readReports(Buffer.from(text)))
    .flatMap((outcome) => (outcome.state === 'read' && outcome.kind === 'aggregate' ? [outcome.report] : []));

test('a record with a wrong address is left out and told, the others stay', () => {
  const [report] = aggregates([
    reportXml([
      { ip: 'localhost', count: 1 },
      { ip: '2001:db8::1', count: 2 },
    ]),
  ]);
  expect(report?.records.map(({ sourceIp }) => sourceIp)).toEqual(['2001:db8::1']);
  expect(report?.warnings).toEqual(['record 1 left out: source "localhost", count "1"']);
});

test('whatever bytes come, readers end with outcomes', () => {
  const start = fc.constantFrom(
    '',
    '<feedback>',
    '{"policies":[',
    'PK',
    '\x1f\x8b\x08',
    'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n',
  );
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 300 }), (head, tail) => {
      const outcomes = readReports(Buffer.concat([Buffer.from(head, 'latin1'), tail]));
      expect(outcomes.length).toBeGreaterThan(0);
    }),
    { seed: 9990, numRuns: 400 },
  );
  const sample = Buffer.from(reportXml([{ ip: '192.0.2.1', count: 1 }]));
  fc.assert(
    fc.property(fc.nat(sample.length - 1), fc.nat(255), (at, byte) => {
      const copy = Buffer.from(sample);
      copy[at] = byte;
      expect(readReports(copy).length).toBe(1);
    }),
    { seed: 9990, numRuns: 400 },
  );
});

test('all archives of one input share one budget', () => {
  const budget = { left: 1000 };
  const [first, second] = [zip('a', Buffer.alloc(600)), zip('b', Buffer.alloc(600))].flatMap((one) =>
    unzip(one, budget),
  );
  expect(first?.open().length).toBe(600);
  expect(() => second?.open()).toThrow(
    new ReportError('too-big', 'unpacked it is larger than 40000000 bytes, or all together than 250000000'),
  );
});

/** One packed bomb, named by thousands of directory entries: small outside, endless inside. */
function overlapping(entries: number): Buffer {
  const whole = zip('a.xml', Buffer.alloc(41_000_000));
  const at = whole.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  const entry = whole.subarray(at, whole.length - 22);
  const end = Buffer.from(whole.subarray(whole.length - 22));
  end.writeUInt16LE(entries, 10);
  return Buffer.concat([whole.subarray(0, at), ...Array.from({ length: entries }, () => entry), end]);
}

test('thousands of entries over one bomb: each is refused, and most without being unpacked', () => {
  const outcomes = readReports(overlapping(5000));
  expect(outcomes.length).toBe(5000);
  expect(outcomes.every((outcome) => outcome.state === 'refused' && outcome.code === 'too-big')).toBe(true);
});

test('a mail of 25 MB of other content is no report, and ends', () => {
  const mail = `From: a@b\r\nContent-Type: text/plain\r\n\r\n${'= \t<feedback '.repeat(1_900_000)}`;
  expect(codeOf(Buffer.from(mail))).toMatch(/^not-a-report/);
});
