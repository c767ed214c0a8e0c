import { expect, test } from 'vitest';
import {
  answered,
  manifest,
  manifestHost,
  mute,
  rr,
  say,
  second,
  server,
  servers,
  silent,
  soa,
  zone,
  type Case,
  type AnyCheck,
} from '../../../test/fixtures/domain-facts.ts';
import type { DnsRecord } from '../../model/outside-dns.ts';
import apexAgreement from './apex-agreement.ts';
import apexAlias from './apex-alias.ts';
import doubledSuffix from './doubled-suffix.ts';
import duplicatePolicy from './duplicate-policy.ts';
import forgottenSubdomain from './forgotten-subdomain.ts';
import pastedQuotes from './pasted-quotes.ts';
import wildcard from './wildcard.ts';

// DNS-3
type Row = readonly [story: string, check: AnyCheck, given: Case, expected: string];

const dead = { 'domain/servers': servers([mute(silent)]) };
const zoneWith = (...records: readonly DnsRecord[]) => ({ 'domain/servers': servers([server({ records })]) });
const wild = (over: object) => ({
  'domain/wildcard': {
    name: `lr-1.${zone}`,
    rcode: 'NXDOMAIN',
    addresses: [],
    aliases: [],
    texts: [],
    ...over,
  },
});
const misplaced = (over: object = {}) => ({
  'domain/misplaced': { doubled: [], texts: [], asked: ['a', 'b'], unsettled: [], ...over },
});
const subdomains = (...names: readonly string[]) => ({
  'domain/subdomains': {
    names: names.map((name) => ({
      name,
      origin: 'well-known',
      addresses: ['185.1.1.1'],
      aliases: [],
      isDangling: false,
    })),
    asked: 60,
    unsettled: [],
  },
});

const rows: readonly Row[] = [
  [
    'the apex has its own records',
    apexAlias,
    { facts: zoneWith() },
    'pass: shop.example holds its own records',
  ],
  [
    'the apex is an alias',
    apexAlias,
    { facts: zoneWith(rr(zone, 'CNAME', 'x.fly.dev.')) },
    'fail blocker: shop.example is a CNAME for x.fly.dev',
  ],
  ['nobody serves the apex', apexAlias, { facts: dead }, 'unknown: no name server answers for the zone'],
  [
    'mail records agree',
    apexAgreement,
    { facts: { 'domain/servers': servers() } },
    'pass: MX, TXT, CAA agree on 2 addresses',
  ],
  [
    'mail records differ',
    apexAgreement,
    {
      facts: {
        'domain/servers': servers([
          server(),
          server({ ...second, records: [rr(zone, 'MX', '10 m.example.')] }),
        ]),
      },
    },
    'fail high: MX records differ between name servers',
  ],
  [
    'mail records of a dead zone',
    apexAgreement,
    { facts: dead },
    'unknown: no name server answers for the zone',
  ],
  ['made-up names do not exist', wildcard, { facts: wild({}) }, 'pass: lr-1.shop.example does not exist'],
  [
    'made-up names exist',
    wildcard,
    { facts: wild({ rcode: 'NOERROR', addresses: ['185.1.1.1'] }) },
    'fail medium: lr-1.shop.example, made up a moment ago, leads to 185.1.1.1',
  ],
  [
    'a declared wildcard',
    wildcard,
    { facts: wild({ addresses: ['185.1.1.1'] }), manifest: manifest({ hosts: [manifestHost(`*.${zone}`)] }) },
    'n/a: a wildcard is declared in the manifest',
  ],
  ['no doubled name', doubledSuffix, { facts: misplaced() }, 'pass: 2 questions, none found a doubled name'],
  [
    'www saved with the domain twice',
    doubledSuffix,
    { facts: misplaced({ doubled: [rr(`www.${zone}.${zone}`, 'A', '185.1.1.1')] }) },
    'fail high: www.shop.example.shop.example has a A record',
  ],
  [
    'a doubled name could not be asked',
    doubledSuffix,
    { facts: misplaced({ unsettled: ['a'] }) },
    'unknown: 1 of 2 names could not be asked',
  ],
  [
    'texts without quotes',
    pastedQuotes,
    { facts: misplaced({ texts: [rr(zone, 'TXT', 'v=spf1 -all')] }) },
    'pass: 1 text records without stray quotes',
  ],
  [
    'SPF pasted with its quotes',
    pastedQuotes,
    { facts: misplaced({ texts: [rr(zone, 'TXT', '"v=spf1 -all"')] }) },
    'fail high: shop.example holds "v=spf1 -all"',
  ],
  [
    'DMARC pasted from a text processor',
    pastedQuotes,
    { facts: misplaced({ texts: [rr(`_dmarc.${zone}`, 'TXT', '“v=DMARC1; p=none”')] }) },
    'fail high: _dmarc.shop.example holds “v=DMARC1; p=none”',
  ],
  [
    'the texts could not be had',
    pastedQuotes,
    { facts: misplaced({ unsettled: [zone] }) },
    'unknown: the text records could not be had',
  ],
  [
    'one MTA-STS record',
    duplicatePolicy,
    { facts: misplaced({ texts: [rr(`_mta-sts.${zone}`, 'TXT', 'v=STSv1; id=1')] }) },
    'pass: no policy record exists twice',
  ],
  [
    'two MTA-STS records',
    duplicatePolicy,
    {
      facts: misplaced({
        texts: [
          rr(`_mta-sts.${zone}`, 'TXT', 'v=STSv1; id=1'),
          rr(`_mta-sts.${zone}`, 'TXT', 'v=STSv1; id=2'),
        ],
      }),
    },
    'fail high: more than one MTA-STS record at _mta-sts.shop.example',
  ],
  [
    'policies could not be asked',
    duplicatePolicy,
    { facts: misplaced({ unsettled: ['x'] }) },
    'unknown: some text records could not be had',
  ],
  [
    'nothing forgotten',
    forgottenSubdomain,
    { facts: subdomains() },
    'pass: 60 names asked, none live without an owner',
  ],
  [
    'a forgotten panel',
    forgottenSubdomain,
    { facts: subdomains(`old.${zone}`, `docs.${zone}`) },
    'fail medium proven: 2 live: old.shop.example, docs.shop.example',
  ],
  [
    'an unlisted harmless name',
    forgottenSubdomain,
    { facts: subdomains(`docs.${zone}`) },
    'fail low proven: 1 live: docs.shop.example',
  ],
  [
    'mail names need no owner',
    forgottenSubdomain,
    { facts: subdomains(`mail.${zone}`, `mx1.${zone}`) },
    'pass: 60 names asked, none live without an owner',
  ],
  [
    'nobody promised a list of names',
    forgottenSubdomain,
    { facts: subdomains(`old.${zone}`, `docs.${zone}`), manifest: manifest({ isDeclared: false }) },
    'fail low possible: 1 live: old.shop.example',
  ],
  [
    'names that got no answer are not known to be absent',
    forgottenSubdomain,
    {
      facts: {
        'domain/subdomains': { names: [], asked: 60, unsettled: [`old.${zone}`, `dev.${zone}`] },
      },
    },
    'unknown: 2 of 60 names asked got no answer',
  ],
];

test.each(rows)('%s', (...[, check, given, expected]) => {
  expect(say(check, given)).toBe(expected);
});

test('no server is asked to agree with a version it does not have', () => {
  const differing = servers([
    server({
      soa: soa({ serial: 7 }),
      answers: { ...server().answers, SOA: answered([soa({ serial: 7 })]) },
    }),
    server({ ...second, records: [rr(zone, 'MX', '10 m.example.')] }),
  ]);
  expect(say(apexAgreement, { facts: { 'domain/servers': differing } })).toBe(
    'n/a: the servers hold different versions of the zone: domain/soa-serial',
  );
});
