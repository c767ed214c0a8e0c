import { expect, test } from 'vitest';
import {
  now,
  rr,
  say,
  signer,
  soa,
  zone,
  type Case,
  type AnyCheck,
} from '../../../test/fixtures/domain-facts.ts';
import type { DnsRecord } from '../../model/outside-dns.ts';
import dnssecAlgorithm from './dnssec-algorithm.ts';
import dnssecChain from './dnssec-chain.ts';
import dnssecDenial from './dnssec-denial.ts';
import dnssecExpiry from './dnssec-expiry.ts';
import dnssecIterations from './dnssec-iterations.ts';
import dnssecSigned from './dnssec-signed.ts';

type Row = readonly [story: string, check: AnyCheck, given: Case, expected: string];

const seconds = Math.floor(now / 1000);
const key = signer(zone, 1);
const signedServer = (untilSeconds: number, over: object = {}) => ({
  server: 'ns1 (185.10.10.1)',
  dnskey: [key.key, key.sign([key.key], untilSeconds)],
  soa: [soa(), key.sign([soa()], untilSeconds)],
  denial: [
    soa(),
    rr(zone, 'NSEC', `a.${zone}. A`),
    key.sign([rr(zone, 'NSEC', `a.${zone}. A`)], untilSeconds),
  ],
  ...over,
});
const dnssec = (ds: readonly DnsRecord[] | null, ...all: readonly object[]) => ({
  facts: { 'domain/dnssec': { zone, ds, servers: all } },
});
const inDays = (days: number): number => seconds + days * 86_400;
const fresh = signedServer(inDays(10));
const nsec3 = (iterations: number, salt: string) => ({
  denial: [
    soa(),
    rr(
      `0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.${zone}`,
      'NSEC3',
      `1 0 ${iterations} ${salt} 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR A`,
    ),
  ],
});

const rows: readonly Row[] = [
  [
    'unsigned',
    dnssecSigned,
    dnssec([], signedServer(inDays(1), { dnskey: [], soa: [soa()] })),
    'fail low: no DS record at the parent, no keys in the zone',
  ],
  [
    'signed but not handed to the registrar',
    dnssecSigned,
    dnssec([], fresh),
    'fail low: the zone is signed but the registrar holds no DS record, so nobody checks it',
  ],
  ['signed', dnssecSigned, dnssec([key.ds], fresh), 'pass: 1 DS records at the parent'],
  [
    'DS unknown',
    dnssecSigned,
    dnssec(null, fresh),
    'unknown: the DS question to the parent zone was not answered',
  ],
  [
    'a valid chain',
    dnssecChain,
    dnssec([key.ds], fresh),
    'pass: 1 of 1 name server addresses send valid signatures',
  ],
  [
    'the DS stands for another key',
    dnssecChain,
    dnssec([signer(zone, 2).ds], fresh),
    'fail blocker: ns1 (185.10.10.1): no key of the zone matches a DS record at the parent',
  ],
  [
    'signed at the registrar, unsigned in the zone',
    dnssecChain,
    dnssec([key.ds], { ...fresh, dnskey: [] }),
    'fail blocker: ns1 (185.10.10.1): the parent holds DS records, the zone publishes no keys',
  ],
  [
    'a forged signature',
    dnssecChain,
    dnssec([key.ds], { ...fresh, soa: [soa({ serial: 9 }), ...fresh.soa.slice(1)] }),
    'fail blocker: ns1 (185.10.10.1): the SOA is not validly signed: signature of key 60795: wrong',
  ],
  [
    'run out: told by the expiry',
    dnssecChain,
    dnssec([key.ds], signedServer(inDays(-1))),
    'n/a: the signatures ran out: domain/dnssec-expiry',
  ],
  [
    'keys were not answered',
    dnssecChain,
    dnssec([key.ds], { ...fresh, dnskey: null }),
    'unknown: ns1 (185.10.10.1) did not answer with signatures',
  ],
  ['ten days left', dnssecExpiry, dnssec([key.ds], fresh), 'pass: 10 days 0 hours left'],
  [
    'six hours left',
    dnssecExpiry,
    dnssec([key.ds], signedServer(inDays(0.25))),
    'fail high: 6 hours left at ns1 (185.10.10.1)',
  ],
  [
    'ran out yesterday',
    dnssecExpiry,
    dnssec([key.ds], signedServer(inDays(-1))),
    'fail blocker: the signatures of ns1 (185.10.10.1) ran out 24 hours ago',
  ],
  ['nothing to date', dnssecExpiry, dnssec([], fresh), 'n/a: not signed: domain/dnssec-signed'],
  ['current algorithm', dnssecAlgorithm, dnssec([key.ds], fresh), 'pass: Ed25519'],
  [
    'RSA/SHA-1 with SHA-1',
    dnssecAlgorithm,
    dnssec([rr(zone, 'DS', `1 5 1 ${'AB'.repeat(20)}`)], fresh),
    'fail medium: RSA/SHA-1, SHA-1 digest',
  ],
  ['plain NSEC', dnssecIterations, dnssec([key.ds], fresh), 'n/a: the zone does not use NSEC3'],
  [
    'NSEC3 as recommended',
    dnssecIterations,
    dnssec([key.ds], { ...fresh, ...nsec3(0, '-') }),
    'pass: 0 extra rounds, no salt',
  ],
  [
    'NSEC3 with 10 rounds',
    dnssecIterations,
    dnssec([key.ds], { ...fresh, ...nsec3(10, 'AABB') }),
    'fail low: 10 extra rounds, salt AABB',
  ],
  [
    'NSEC3 with 150 rounds',
    dnssecIterations,
    dnssec([key.ds], { ...fresh, ...nsec3(150, '-') }),
    'fail medium: 150 extra rounds, no salt',
  ],
  [
    'missing names are proven missing',
    dnssecDenial,
    dnssec([key.ds], fresh),
    'pass: 1 of 1 addresses prove it',
  ],
  [
    'no proof for missing names',
    dnssecDenial,
    dnssec([key.ds], { ...fresh, denial: [soa()] }),
    'fail high: 1 of 1 addresses send no signed proof',
  ],
  [
    'nobody answered for a missing name',
    dnssecDenial,
    dnssec([key.ds], { ...fresh, denial: null }),
    'unknown: no name server answered for a missing name',
  ],
];

test.each(rows)('%s', (...[, check, given, expected]) => {
  expect(say(check, given)).toBe(expected);
});
