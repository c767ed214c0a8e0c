import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { DnsMessage, DnsRecord } from '../../../model/outside-dns.ts';
import { emptyMessage } from '../record.ts';
import { nameBytes } from '../wire/write-field.ts';
import { rdataBytes } from '../wire/rdata-wire.ts';
import { judgeChain } from './chain.ts';
import type { ChainLink, ChainVerdict } from './chain.ts';
import { denialOfDs, nsec3Hash } from './denial.ts';
import { dsMatches, keyTagOf } from './keys.ts';
import { checkSignature } from './signature.ts';
import { signRrset, zoneKey } from './signing.ts';
import type { ZoneKey } from './signing.ts';

const now = 1_900_000_000;
const day = 86_400;
const validity = { from: now - day, to: now + 7 * day };
const record = (name: string, type: string, value: string): DnsRecord => ({
  name,
  type,
  value,
  ttlSeconds: 3600,
});

const ed = (zone: string): ZoneKey => zoneKey(zone, generateKeyPairSync('ed25519').privateKey);
const ec = (zone: string): ZoneKey =>
  zoneKey(zone, generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);

/** DS of a key, SHA-256 over owner and RDATA (RFC 4034 section 5.1.4). */
function dsFor(key: ZoneKey): DnsRecord {
  const data = rdataBytes('DNSKEY', key.record.value);
  const bytes = 'problem' in data ? new Uint8Array() : data;
  const digest = createHash('sha256').update(nameBytes(key.record.name)).update(bytes).digest('hex');
  return record(key.record.name, 'DS', `${keyTagOf(key.record)} ${key.algorithm} 2 ${digest.toUpperCase()}`);
}

const signed = (rrset: readonly DnsRecord[], key: ZoneKey, valid = validity): readonly DnsRecord[] => {
  const signature = signRrset(rrset, key, valid);
  return signature === null ? rrset : [...rrset, signature];
};
const answer = (answers: readonly DnsRecord[], authorities: readonly DnsRecord[] = []): DnsMessage => ({
  ...emptyMessage(null),
  isAuthoritative: true,
  answers,
  authorities,
});

test('RFC 4034 section 5.4: the example key, its tag and its DS', () => {
  const key = record(
    'dskey.example.com',
    'DNSKEY',
    '256 3 5 AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==',
  );
  expect(keyTagOf(key)).toBe(60485);
  const ds = {
    keyTag: 60485,
    algorithm: 5,
    digestType: 1,
    digest: '2BB183AF5F22588179A53B0A98631FAD1A292118',
  };
  expect(dsMatches(ds, 'dskey.example.com', key)).toBe(true);
  expect(dsMatches({ ...ds, digest: ds.digest.replace('2', '3') }, 'dskey.example.com', key)).toBe(false);
});

test('RFC 5155 appendix A: hashed owner names', () => {
  const parameters = { hashAlgorithm: 1, iterations: 12, salt: 'AABBCCDD' };
  expect(nsec3Hash('example', parameters)).toBe('0P9MHAVEQVM6T7VBL5LOP2U3T2RP3TOM');
  expect(nsec3Hash('a.example', parameters)).toBe('35MTHGPGCU1QG68FAB165KLNSNK3DPVL');
  expect(nsec3Hash('example', { ...parameters, iterations: 2500 })).toBeNull();
});

describe('one signature', () => {
  const rrset = [record('www.shop.test', 'A', '192.0.2.2'), record('www.shop.test', 'A', '192.0.2.1')];
  const check = (key: ZoneKey, given: readonly DnsRecord[], at = now): string => {
    const signature = signRrset(rrset, key, validity);
    if (signature === null) return 'unsigned';
    const state = checkSignature(signature, given, { keys: [key.record], zone: 'shop.test', nowSeconds: at });
    return state.isValid ? 'valid' : state.problem;
  };
  test.each([
    ['Ed25519', ed('shop.test')],
    ['ECDSA P-256', ec('shop.test')],
  ])('%s: in any order of records', (_, key) => {
    expect([check(key, rrset), check(key, rrset.toReversed())]).toEqual(['valid', 'valid']);
  });
  test.each([
    ['a changed address', rrset.slice(1), now, 'wrong'],
    ['after its end', rrset, now + 8 * day, 'expired'],
    ['before its start', rrset, now - 2 * day, 'not yet valid'],
  ])('%s', (...[, given, at, expected]) => {
    expect(check(ed('shop.test'), given, at)).toBe(expected);
  });
  test('a key that the zone does not publish, and a signer that is another zone', () => {
    const [key, other] = [ed('shop.test'), ed('shop.test')];
    const signature = signRrset(rrset, key, validity) ?? record('', '', '');
    const with_ = (keys: readonly DnsRecord[], zone: string): unknown =>
      checkSignature(signature, rrset, { keys, zone, nowSeconds: now });
    expect(with_([other.record], 'shop.test')).toMatchObject({ problem: 'no such key' });
    expect(with_([key.record], 'test')).toMatchObject({ problem: 'wrong signer' });
  });
  test('a record made from a wildcard is verified under the wildcard', () => {
    const key = ed('shop.test');
    const wild = [record('*.shop.test', 'A', '192.0.2.1')];
    const signature = signRrset(wild, key, validity) ?? record('', '', '');
    const expanded = [record('any.shop.test', 'A', '192.0.2.1')];
    const state = checkSignature({ ...signature, name: 'any.shop.test' }, expanded, {
      keys: [key.record],
      zone: 'shop.test',
      nowSeconds: now,
    });
    expect(state.isValid).toBe(true);
  });
});

describe('the chain from the root', () => {
  const [root, test_, shop] = [ec('.'), ed('test'), ec('shop.test')];
  const link = (zone: string, key: ZoneKey, parent: ZoneKey | null): ChainLink => ({
    zone,
    ds: parent === null ? null : answer(signed([dsFor(key)], parent)),
    dnskey: answer(signed([key.record], key)),
  });
  const good = [link('.', root, null), link('test', test_, root), link('shop.test', shop, test_)] as const;
  const judge = (links: readonly ChainLink[], at = now): ChainVerdict =>
    judgeChain(links, { anchors: [dsFor(root).value], nowSeconds: at });

  test('every link holds: secure, with the day it runs out', () => {
    expect(judge(good)).toEqual({ state: 'secure', expiresAtSeconds: validity.to, weak: [] });
  });
  test('eight days later everything is expired: bogus', () => {
    expect(judge(good, now + 8 * day)).toMatchObject({ state: 'bogus', at: '.' });
  });
  test('the DS belongs to another key: bogus, with the zone named', () => {
    const wrong = { ...good[2], ds: answer(signed([dsFor(ed('shop.test'))], test_)) };
    expect(judge([good[0], good[1], wrong])).toEqual({
      state: 'bogus',
      at: 'shop.test',
      why: 'no key of shop.test matches a DS record',
    });
  });
  test('the zone lost its keys while the parent still has the DS: bogus', () => {
    expect(judge([good[0], good[1], { ...good[2], dnskey: answer([]) }])).toMatchObject({
      state: 'bogus',
      why: 'shop.test has DS records but publishes no keys',
    });
  });
  test('a signed NSEC proves that there is no DS: insecure', () => {
    const nsec = record('shop.test', 'NSEC', 'zzz.test. NS RRSIG NSEC');
    expect(judge([good[0], good[1], { ...good[2], ds: answer([], signed([nsec], test_)) }])).toMatchObject({
      state: 'insecure',
      at: 'shop.test',
    });
  });
  test('no DS and no proof: bogus, for an attacker could have removed it', () => {
    expect(judge([good[0], good[1], { ...good[2], ds: answer([]) }])).toEqual({
      state: 'bogus',
      at: 'shop.test',
      why: 'nothing proves that shop.test has no DS in test',
    });
  });
  test('no answer is unknown, not a verdict', () => {
    expect(judge([good[0], good[1], { ...good[2], ds: null }])).toMatchObject({
      state: 'unknown',
      at: 'shop.test',
    });
    expect(judge([good[0], good[1], { ...good[2], dnskey: null }])).toMatchObject({
      state: 'unknown',
      at: 'shop.test',
    });
  });
});

test.each([
  ['NSEC that lists DS', record('shop.test', 'NSEC', 'zzz.test. NS DS RRSIG NSEC'), 'not proven'],
  [
    'NSEC from the child itself',
    record('shop.test', 'NSEC', 'www.shop.test. NS SOA RRSIG NSEC'),
    'not proven',
  ],
  ['NSEC of another name', record('other.test', 'NSEC', 'zzz.test. NS RRSIG NSEC'), 'not proven'],
])('%s proves nothing', (_, nsec, expected) => {
  expect(denialOfDs([nsec], 'shop.test')).toBe(expected);
});

test('NSEC3: an exact match without DS, and an opt-out span', () => {
  const parameters = { hashAlgorithm: 1, iterations: 0, salt: '' };
  const hash = nsec3Hash('shop.test', parameters) ?? '';
  const exact = record(`${hash.toLowerCase()}.test`, 'NSEC3', `1 0 0 - ${hash} NS`);
  expect(denialOfDs([exact], 'shop.test')).toBe('no DS');
  const apex = (nsec3Hash('test', parameters) ?? '').toLowerCase();
  const span = record(`${'0'.repeat(32)}.test`, 'NSEC3', `1 1 0 - ${'V'.repeat(32)} A`);
  const encloser = record(`${apex}.test`, 'NSEC3', `1 0 0 - ${'V'.repeat(32)} NS SOA`);
  expect(denialOfDs([encloser, span], 'shop.test')).toBe('opt-out');
  expect(denialOfDs([span], 'shop.test')).toBe('not proven');
});
