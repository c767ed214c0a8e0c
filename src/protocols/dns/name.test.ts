import { expect, test } from 'vitest';
import { isWithin, parsePrefix, addressBytes, canonicalAddress, reverseNameOf } from './address.ts';
import { parseHints } from './hints.ts';
import {
  ancestors,
  domainName,
  isAtOrBelow,
  isBelow,
  isHostName,
  labelsOf,
  parentOf,
  publicSuffix,
  registrableDomain,
} from './name.ts';
import { caaOf, dnskeyOf, mailboxAddress, mxOf, rrsigOf, serviceOf, soaOf, srvOf, tlsaOf } from './rdata.ts';
import { isGloballyReachable, specialRange } from './special-addresses.ts';

test.each([
  ['Example.COM.', 'example.com'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['_dmarc.example.com', '_dmarc.example.com'],
  ['*.example.com', '*.example.com'],
  ['.', '.'],
  ['', null],
  ['a..b', null],
  ['-a.example', null],
  ['a b.example', null],
  [`${'a'.repeat(64)}.example`, null],
  [`${'a.'.repeat(127)}aa`, null],
  ['http://example.com', null],
])('%s is the name %s', (text, expected) => {
  expect(domainName(text)).toBe(expected);
});

test('relations between names go by labels, not by letters', () => {
  expect(isBelow('notexample.com', 'example.com')).toBe(false);
  expect([isBelow('example.com', 'example.com'), isAtOrBelow('example.com', 'example.com')]).toEqual([
    false,
    true,
  ]);
  expect(isBelow('a.example.com', '.')).toBe(true);
  expect(ancestors('a.b.example')).toEqual(['b.example', 'example', '.']);
  expect([parentOf('example'), parentOf('.')]).toEqual(['.', null]);
  expect(labelsOf('host\\.master.example')).toEqual(['host\\.master', 'example']);
});

test('host names are letters, digits and hyphens', () => {
  expect([isHostName('www.example.com'), isHostName('_dmarc.example.com'), isHostName('192.0.2.1')]).toEqual([
    true,
    false,
    false,
  ]);
});

test('what one buys, with and without private suffixes', () => {
  expect(registrableDomain('www.shop.co.uk')).toBe('shop.co.uk');
  expect(registrableDomain('me.github.io')).toBe('me.github.io');
  expect(registrableDomain('me.github.io', { arePrivateSuffixesPublic: false })).toBe('github.io');
  expect([registrableDomain('co.uk'), publicSuffix('www.shop.co.uk')]).toEqual([null, 'co.uk']);
});

test.each([
  ['127.0.0.1', 'local'],
  ['10.1.2.3', 'local'],
  ['100.64.0.1', 'local'],
  ['192.0.2.1', 'documentation'],
  ['2001:db8::1', 'documentation'],
  ['fd00::1', 'local'],
  ['198.18.0.1', 'special'],
  ['8.8.8.8', null],
  ['2606:4700::1', null],
])('%s lies in a %s range', (address, use) => {
  expect(specialRange(address)?.use ?? null).toBe(use);
  expect(isGloballyReachable(address)).toBe(use === null);
});

test('the most specific range counts: an anycast address inside a reserved block is reachable', () => {
  expect([isGloballyReachable('192.0.0.9'), isGloballyReachable('192.0.0.11')]).toEqual([true, false]);
});

test('addresses have one spelling, a reverse name and a place in prefixes', () => {
  expect(canonicalAddress('fda1:00b2:00c3:0000:0127:0017:0015:0037')).toBe('fda1:b2:c3:0:127:17:15:37');
  expect(canonicalAddress('::ffff:192.0.2.1')).toBe('::ffff:c000:201');
  expect([canonicalAddress('1.2.3'), canonicalAddress('01.2.3.4'), canonicalAddress('1::2::3')]).toEqual([
    null,
    null,
    null,
  ]);
  expect(reverseNameOf('192.0.2.1')).toBe('1.2.0.192.in-addr.arpa');
  const prefix = parsePrefix('192.0.2.128/25');
  const inside = (text: string): boolean =>
    prefix !== null && isWithin(addressBytes(text) ?? new Uint8Array(), prefix);
  expect([inside('192.0.2.200'), inside('192.0.2.100'), inside('2001:db8::1')]).toEqual([true, false, false]);
});

test('typed views of values', () => {
  expect(soaOf({ type: 'SOA', value: 'ns1.x. host\\.m.x. 5 7200 900 1209600 300' })).toMatchObject({
    primary: 'ns1.x',
    serial: 5,
    minimumSeconds: 300,
  });
  expect(mailboxAddress('host\\.master.example.com')).toBe('host.master@example.com');
  expect(mxOf({ type: 'MX', value: '10 Mail.example.com.' })).toEqual({
    preference: 10,
    exchange: 'mail.example.com',
  });
  expect(srvOf({ type: 'SRV', value: '1 2 443 a.example.' })).toEqual({
    priority: 1,
    weight: 2,
    port: 443,
    target: 'a.example',
  });
  expect(caaOf({ type: 'CAA', value: '128 Issue ";"' })).toEqual({
    isCritical: true,
    tag: 'issue',
    value: ';',
  });
  expect(tlsaOf({ type: 'TLSA', value: '3 1 1 ab CD' })?.data).toBe('ABCD');
  expect(dnskeyOf({ type: 'DNSKEY', value: '257 3 13 AAEC AwQF' })?.publicKey).toBe('AAECAwQF');
  expect(serviceOf({ type: 'HTTPS', value: '1 . alpn="h2,h3" port=443' })).toEqual({
    priority: 1,
    target: '.',
    params: { alpn: 'h2,h3', port: '443' },
  });
  expect(
    rrsigOf({ type: 'RRSIG', value: 'A 13 2 300 20300101000000 20260101000000 12345 Example.com. AAEC' }),
  ).toMatchObject({ expiration: 1893456000, signer: 'example.com', keyTag: 12345 });
  expect([
    mxOf({ type: 'MX', value: 'x' }),
    mxOf({ type: 'A', value: '10 a.' }),
    soaOf({ type: 'SOA', value: '\\# 1 00' }),
  ]).toEqual([null, null, null]);
});

test('a hints file: comments, classes and TTLs are optional, roots without addresses are left out', () => {
  const text =
    '; roots\n. 3600000 IN NS A.root.\n. NS b.root.\na.root. 60 A 192.0.2.1\nA.root. IN AAAA 2001:DB8::1 ; v6\n';
  expect(parseHints(text)).toEqual({
    ok: true,
    roots: [{ name: 'a.root', addresses: ['192.0.2.1', '2001:db8::1'] }],
  });
  expect(parseHints('. NS a.root.\na.root. A 1.2.3\n')).toEqual({
    ok: false,
    line: 2,
    problem: '"A 1.2.3" is no NS, A or AAAA record',
  });
});
