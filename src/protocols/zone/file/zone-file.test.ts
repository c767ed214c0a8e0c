import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseZone } from './parse.ts';
import { printZone } from './print.ts';
import { nextSerial } from './serial.ts';
import { ttlSeconds } from './ttl-text.ts';

const rows = (text: string): readonly string[] => {
  const zone = parseZone(text, 'example.com');
  return zone.ok
    ? zone.records.map(({ name, ttlSeconds: ttl, type, value }) => `${name} ${ttl} ${type} ${value}`)
    : zone.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
};

describe('zone files as people write them (RFC 1035 section 5)', () => {
  it.each([
    [
      'owner, TTL and class left out',
      '$TTL 1h\n@ A 192.0.2.1\n AAAA 2001:DB8::1\n',
      ['example.com 3600 A 192.0.2.1', 'example.com 3600 AAAA 2001:db8::1'],
    ],
    ['class before TTL', 'www IN 60 A 192.0.2.1', ['www.example.com 60 A 192.0.2.1']],
    [
      'the last TTL goes on when no $TTL is there',
      'a 60 A 192.0.2.1\nb A 192.0.2.2',
      ['a.example.com 60 A 192.0.2.1', 'b.example.com 60 A 192.0.2.2'],
    ],
    [
      'an SOA without TTL gives its minimum',
      '@ SOA a b 1 2 3 4 5',
      ['example.com 5 SOA a.example.com. b.example.com. 1 2 3 4 5'],
    ],
    [
      'a semicolon inside quotes is text',
      '@ 60 TXT "v=DKIM1; p=a" ; note',
      ['example.com 60 TXT "v=DKIM1; p=a"'],
    ],
    ['brackets hold lines together', '@ 60 TXT ( "a" ; one\n"b" )', ['example.com 60 TXT "a" "b"']],
    ['$ORIGIN moves', '$ORIGIN sub\nx 60 A 192.0.2.1', ['x.sub.example.com 60 A 192.0.2.1']],
    [
      'unknown types (RFC 3597)',
      'x 60 TYPE1 \\# 4 C0000201\nx 60 TYPE65400 \\# 1 0A',
      ['x.example.com 60 A 192.0.2.1', 'x.example.com 60 TYPE65400 \\# 1 0a'],
    ],
    ['a name that looks like a TTL', '300 60 A 192.0.2.1', ['300.example.com 60 A 192.0.2.1']],
    ['an escaped dot stays in its label', 'a\\.b 60 A 192.0.2.1', ['a\\.b.example.com 60 A 192.0.2.1']],
    ['Windows line ends', '@ 60 A 192.0.2.1\r\n', ['example.com 60 A 192.0.2.1']],
  ])('%s', (_, text, expected) => {
    expect(rows(text)).toEqual(expected);
  });

  it.each([
    ['$INCLUDE other.zone', '1:1 $INCLUDE is not supported'],
    ['$GENERATE 1-9 a$ A 192.0.2.$', '1:1 $GENERATE is not supported'],
    ['@ 60 A 192.0.2.999', '1:1 192.0.2.999 does not fit its field'],
    ['@ A 192.0.2.1', '1:1 no TTL is stated here, by $TTL or before'],
    ['\n @ 60 A 192.0.2.1', '2:2 the first record states no owner'],
    ['@ 60 TXT "open', '1:10 a quote is not closed on its line'],
    ['@ 60 TXT ( "a"', '1:10 a parenthesis is not closed'],
    ['@ 60 TXT "a" )', '1:14 a parenthesis is closed that was not opened'],
    ['@ 60 CH TXT "a"', '1:6 class CH is not IN'],
    ['@ 60 WHAT x', '1:6 WHAT is no record type'],
    ['@ 60 LOC 1 2 3', '1:1 LOC values can only be written as \\# length hex (RFC 3597) here'],
    ['@ 60 CNAME a..b', '1:1 a..b is no name'],
    ['$TTL forever', '1:6 forever is no TTL'],
    ['@ 60 TXT "Grüße – 你"', '1:1 the text holds characters over one byte: decode the file as latin1'],
  ])('%j is refused where it is wrong', (text, problem) => {
    expect(rows(text)).toEqual([problem]);
  });

  it('all problems are told in one run', () => {
    expect(rows('@ 60 A x\n@ 60 A 192.0.2.1\n@ 60 MX mail')).toEqual([
      '1:1 x does not fit its field',
      '3:1 mail does not fit its field',
    ]);
  });
});

it.each([
  ['1h30m', 5400],
  ['1W2D', 777_600],
  ['90', 90],
  ['0', 0],
  ['1h30', null],
  ['-1', null],
  ['2147483648', null],
])('a TTL of %s is %s seconds', (text, expected) => {
  expect(ttlSeconds(text)).toBe(expected);
});

it.each([
  [2_026_010_203, '2026-11-22', 2_026_112_200],
  [2_026_112_200, '2026-11-22', 2_026_112_201],
  [7, '2026-11-22', 8],
  [4_294_967_295, '2026-11-22', 1],
  [2_099_010_100, '2026-11-22', 2_099_010_101],
])('serial %i is followed on %s by %i', (serial, day, expected) => {
  expect(nextSerial(serial, Date.parse(day))).toBe(expected);
});

const label = fc.stringMatching(/^[a-z0-9_]([a-z0-9-]{0,10}[a-z0-9])?$/);
const name = fc
  .array(label, { minLength: 0, maxLength: 4 })
  .map((labels) => [...labels, 'example', 'com'].join('.'));
const text = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
  maxLength: 60,
});
const quote = (raw: string): string =>
  `"${raw.replace(/["\\]|[^\x20-\x7e]/g, (char) => (/["\\]/.test(char) ? `\\${char}` : `\\${String(char.charCodeAt(0)).padStart(3, '0')}`))}"`;
const record = fc.record({ name, ttlSeconds: fc.nat(0x7fffffff) }).chain((base) =>
  fc.oneof(
    fc.ipV4().map((value) => ({ ...base, type: 'A', value })),
    fc
      .tuple(fc.nat(65_535), name)
      .map(([preference, host]) => ({ ...base, type: 'MX', value: `${preference} ${host}.` })),
    fc
      .array(text, { minLength: 1, maxLength: 3 })
      .map((strings) => ({ ...base, type: 'TXT', value: strings.map(quote).join(' ') })),
    name.map((host) => ({ ...base, type: 'CNAME', value: `${host}.` })),
  ),
);

it('what is printed is read back the same', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 20 }), (records) => {
      const zone = parseZone(printZone('example.com', records), 'example.com');
      const key = ({ name: owner, type, ttlSeconds: ttl, value }: (typeof records)[number]): string =>
        `${owner} ${ttl} ${type} ${value}`;
      expect(zone.ok ? zone.records.map((each) => key(each)).toSorted() : zone).toEqual(
        records.map(key).toSorted(),
      );
    }),
    { seed: 7, numRuns: 300 },
  );
});

it('hostile text is refused or read, never thrown at', () => {
  const noise = fc.array(
    fc.constantFrom(
      '@',
      ' ',
      '\n',
      '"',
      '\\',
      '(',
      ')',
      ';',
      '$TTL',
      '$ORIGIN',
      'IN',
      '60',
      'A',
      'TXT',
      'SOA',
      '\\#',
      'a.',
      '\0',
      '\xff',
      '\t',
      'HTTPS',
      'alpn="h2"',
      '=',
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(noise, (parts) => {
      expect(typeof parseZone(parts.join(' '), 'example.com').ok).toBe('boolean');
      expect(typeof parseZone(parts.join(''), 'example.com').ok).toBe('boolean');
    }),
    { seed: 11, numRuns: 500 },
  );
});
