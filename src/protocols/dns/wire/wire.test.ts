import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyMessage } from '../record.ts';
import { parseHints } from '../hints.ts';
import { typeNumber } from '../types.ts';
import { decodeMessage } from './decode.ts';
import { encodeQuery, encodeResponse } from './encode.ts';
import { printRdata, rdataBytes } from './rdata-wire.ts';

const seed = 20_260_822;
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

test.each([
  ['A', '192.0.2.1'],
  ['AAAA', '2001:db8::1'],
  ['NS', 'ns1.example.com.'],
  ['SOA', 'ns1.example.com. host\\.master.example.com. 2026112201 7200 900 1209600 300'],
  ['MX', '10 mail.example.com.'],
  ['MX', '0 .'],
  ['SRV', '0 5 5060 sip.example.com.'],
  ['CAA', '128 issue "letsencrypt.org; validationmethods=dns-01"'],
  ['TLSA', '3 1 1 0123456789ABCDEF'],
  ['DS', '20326 8 2 E06D44B8'],
  ['CDS', '0 0 0 00'],
  ['NSEC', 'www.Example.com. A MX RRSIG NSEC TYPE1234'],
  ['NSEC3', '1 1 12 AABBCCDD 2VPTU5TIMAMQTTGL4LUU9KG21E0AOR3S A RRSIG'],
  ['NSEC3PARAM', '1 0 0 -'],
  ['RRSIG', 'A 13 2 300 20300101000000 20260101000000 12345 example.com. AAEC'],
  ['HTTPS', '1 . alpn="h2,h3" port=8443 ipv4hint=192.0.2.1,192.0.2.2 ipv6hint=2001:db8::1'],
  ['SVCB', '16 svc.example.com. mandatory=alpn alpn="h2" key65333="x y"'],
  ['SSHFP', '4 2 0123456789ABCDEF'],
  ['NAPTR', '100 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .'],
  ['PTR', 'a\\.b.example.com.'],
  ['TYPE65280', '\\# 3 010203'],
])('%s %s: printed again as it was written', (type, value) => {
  const bytes = rdataBytes(type, value);
  if ('problem' in bytes) throw new Error(bytes.problem);
  const printed = printRdata(typeNumber(type) ?? 0, bytes, { offset: 0, length: bytes.length });
  expect(printed.value).toBe(value);
});

test('TXT: character-strings, quotes and bytes above 127 survive', () => {
  const bytes = rdataBytes('TXT', '"v=spf1 -all" "say \\"hi\\"" "\\195\\164"');
  if ('problem' in bytes) throw new Error(bytes.problem);
  expect(printRdata(16, bytes, { offset: 0, length: bytes.length })).toEqual({
    value: '"v=spf1 -all" "say \\"hi\\"" "\\195\\164"',
    texts: ['v=spf1 -all', 'say "hi"', '\u00c3\u00a4'],
  });
});

test.each([
  ['A', '192.0.2.256'],
  ['MX', 'mail.example.com.'],
  ['MX', '10 mail.example.com. extra'],
  ['SOA', 'a. b. 1 2 3 4'],
  ['TXT', '"open'],
  ['DS', '1 8 2 XYZ'],
  ['CAA', '0 is-sue "x"'],
  ['HTTPS', '1 . port=99999'],
  ['NS', `${'a'.repeat(64)}.example.`],
  ['NOPE', 'x'],
])('%s %s is refused with a sentence', (type, value) => {
  expect(rdataBytes(type, value)).toEqual({ problem: expect.any(String) });
});

describe('hostile messages', () => {
  test.each([
    ['empty', ''],
    ['a header that ends early', '0001 8400 0001'],
    ['two questions', '0001 8400 0002 0000 0000 0000 00 0001 0001 00 0001 0001'],
    ['more records promised than there is room for', '0001 8400 0000 ffff 0000 0000'],
    ['a name that points to itself', '0001 8400 0001 0000 0000 0000 c00c 0001 0001'],
    ['a name that points forward', '0001 8400 0001 0000 0000 0000 c0ff 0001 0001'],
    ['a reserved label type', '0001 8400 0001 0000 0000 0000 80 0001 0001'],
  ])('%s', (_, bytes) => {
    expect(decodeMessage(hex(bytes))).toEqual({ ok: false, problem: expect.any(String) });
  });

  test('a broken record is kept as bytes and does not hide the good one', () => {
    const head = '0001 8400 0000 0002 0000 0000';
    const decoded = decodeMessage(
      hex(`${head} 00 0001 0001 0000003c 0003 010203 00 0001 0001 0000003c 0004 c0000201`),
    );
    expect(decoded.ok && decoded.message.answers.map((record) => record.value)).toEqual([
      '\\# 3 010203',
      '192.0.2.1',
    ]);
  });

  test('any bytes: a message or a problem, never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        const decoded = decodeMessage(bytes);
        return decoded.ok || decoded.problem.length > 0;
      }),
      { seed, numRuns: 3_000 },
    );
  });

  test('a good message with any byte changed', () => {
    const message = {
      ...emptyMessage({ name: 'www.example.com', type: 'HTTPS' }),
      answers: [
        { name: 'www.example.com', type: 'HTTPS', ttlSeconds: 60, value: '1 . alpn="h2" ipv4hint=192.0.2.1' },
        { name: 'www.example.com', type: 'NSEC', ttlSeconds: 60, value: 'a.example.com. A NSEC' },
        { name: 'www.example.com', type: 'TXT', ttlSeconds: 60, value: '"a" "b"' },
      ],
    };
    const encoded = encodeResponse(1, message);
    if (!encoded.ok) throw new Error(encoded.problem);
    fc.assert(
      fc.property(fc.nat(encoded.bytes.length - 1), fc.nat(255), (at, byte) => {
        const changed = Uint8Array.from(encoded.bytes);
        changed[at] = byte;
        const decoded = decodeMessage(changed);
        return decoded.ok || decoded.problem.length > 0;
      }),
      { seed, numRuns: 3_000 },
    );
  });
});

test('any RDATA of any type prints to something that parses to the same bytes, or stays opaque', () => {
  const types = [
    'A',
    'MX',
    'SOA',
    'TXT',
    'CAA',
    'SRV',
    'DS',
    'DNSKEY',
    'RRSIG',
    'NSEC',
    'NSEC3',
    'TLSA',
    'HTTPS',
    'NAPTR',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...types), fc.uint8Array({ maxLength: 80 }), (type, bytes) => {
      const number = typeNumber(type) ?? 0;
      const { value } = printRdata(number, bytes, { offset: 0, length: bytes.length });
      const again = rdataBytes(type, value);
      if ('problem' in again) return false;
      return printRdata(number, again, { offset: 0, length: again.length }).value === value;
    }),
    { seed, numRuns: 5_000 },
  );
});

test('any text as a value: bytes or a problem', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('A', 'MX', 'TXT', 'CAA', 'HTTPS', 'RRSIG', 'NSEC3'),
      fc.string({ maxLength: 60 }),
      (type, text) => {
        const bytes = rdataBytes(type, text);
        return bytes instanceof Uint8Array || bytes.problem.length > 0;
      },
    ),
    { seed, numRuns: 3_000 },
  );
});

test('any text as a hints file: roots or a line with a problem', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      const parsed = parseHints(text);
      return parsed.ok ? parsed.roots.length > 0 : parsed.problem.length > 0 && parsed.line >= 1;
    }),
    { seed, numRuns: 2_000 },
  );
});

test('a type that does not exist is never asked for as type 0', () => {
  expect(encodeQuery(1, { name: 'example.com', type: 'NOPE' }, {})).toEqual({
    ok: false,
    problem: 'NOPE is no record type',
  });
});
