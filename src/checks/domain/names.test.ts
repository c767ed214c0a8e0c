import { expect, test } from 'vitest';
import {
  answered,
  delegation,
  manifest,
  manifestHost,
  mute,
  now,
  rr,
  say,
  second,
  server,
  servers,
  silent,
  signer,
  soa,
  zone,
  type Case,
} from '../../../test/fixtures/domain-facts.ts';
import type { Check } from '../../model/check.ts';
import type { DnsRecord } from '../../model/outside-dns.ts';
import apexAgreement from './apex-agreement.ts';
import apexAlias from './apex-alias.ts';
import caaIssuer from './caa-issuer.ts';
import caaPresence from './caa-presence.ts';
import caaSyntax from './caa-syntax.ts';
import danglingNameServer from './dangling-name-server.ts';
import dnssecAlgorithm from './dnssec-algorithm.ts';
import dnssecChain from './dnssec-chain.ts';
import dnssecDenial from './dnssec-denial.ts';
import dnssecExpiry from './dnssec-expiry.ts';
import dnssecIterations from './dnssec-iterations.ts';
import dnssecSigned from './dnssec-signed.ts';
import doubledSuffix from './doubled-suffix.ts';
import duplicatePolicy from './duplicate-policy.ts';
import forgottenSubdomain from './forgotten-subdomain.ts';
import mxResolution from './mx-resolution.ts';
import mxTarget from './mx-target.ts';
import nullMx from './null-mx.ts';
import pastedQuotes from './pasted-quotes.ts';
import registrationDnssec from './registration-dnssec.ts';
import registrationExpiry from './registration-expiry.ts';
import registrationHold from './registration-hold.ts';
import registrationLock from './registration-lock.ts';
import registrationNameServers from './registration-name-servers.ts';
import wildcard from './wildcard.ts';

type Row = readonly [story: string, check: Check<any>, given: Case, expected: string];

const dead = { 'domain/servers': servers([mute(silent)]) };
const zoneWith = (...records: readonly DnsRecord[]) => ({ 'domain/servers': servers([server({ records })]) });
const mx = (...values: readonly string[]) => zoneWith(...values.map((value) => rr(zone, 'MX', value)));

const targetOf = (type: string, name: string, over: object = {}) => ({
  type,
  name,
  isSettled: true,
  rcode: 'NOERROR',
  aliases: [],
  addresses: ['185.7.7.7'],
  registrable: null,
  isRegistrableTaken: null,
  ...over,
});
const targets = (...all: readonly object[]) => ({ 'domain/record-targets': { targets: all } });
const missing = { rcode: 'NXDOMAIN', addresses: [] };
const free = { ...missing, registrable: 'gone.example', isRegistrableTaken: false };

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
const registration = (over: object = {}): Case => ({
  facts: {
    'domain/delegation': delegation(),
    'domain/registration': {
      domain: zone,
      url: `https://rdap.example/domain/${zone}`,
      isRegistered: true,
      registrar: { name: 'Tide', ianaId: '1' },
      statuses: ['client transfer prohibited'],
      registeredAt: null,
      expiresAt: '2027-11-22T00:00:00.000Z',
      changedAt: null,
      nameServers: [`ns1.${zone}`, 'ns2.elsewhere.example'],
      isDelegationSigned: false,
      ...over,
    },
  },
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

const caa = (records: readonly string[], over: object = {}) => ({
  'domain/caa': {
    host: `www.${zone}`,
    foundAt: records.length > 0 ? zone : null,
    records: records.map((value) => rr(zone, 'CAA', value)),
    climbed: [],
    ...over,
  },
});
const certificate = (issuerOrganization: string, over: object = {}) => ({
  'tls/endpoint': {
    port: 443,
    addresses: [],
    addressesLeftOut: 0,
    probes: [],
    chains: [
      {
        id: '1',
        certificates: [
          {
            issuer: `O=${issuerOrganization}`,
            issuerOrganization,
            issuerHash: 'h',
            names: { dns: [`www.${zone}`] },
          },
        ],
        isLeafSelfSigned: false,
        isPrivatelyAnchored: false,
        ...over,
      },
    ],
  },
});

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
  [
    'CAA present',
    caaPresence,
    { facts: zoneWith(rr(zone, 'CAA', '0 issue "letsencrypt.org"')) },
    'pass: 1 CAA records',
  ],
  ['CAA absent', caaPresence, { facts: zoneWith() }, 'fail low: no CAA record'],
  ['CAA of a dead zone', caaPresence, { facts: dead }, 'unknown: no name server answers for the zone'],
  [
    'CAA reads well',
    caaSyntax,
    { facts: caa(['0 issue "letsencrypt.org"', '0 iodef "mailto:a@b.c"'], { foundAt: `www.${zone}` }) },
    'pass: 2 CAA records',
  ],
  [
    'CAA with an address in it',
    caaSyntax,
    { facts: caa(['0 issue "https://letsencrypt.org"'], { foundAt: `www.${zone}` }) },
    'fail high: 0 issue "https://letsencrypt.org": "https://letsencrypt.org" is no domain name',
  ],
  [
    'CAA with an unknown critical tag',
    caaSyntax,
    { facts: caa(['128 tbs "x"'], { foundAt: `www.${zone}` }) },
    'fail high: 128 tbs "x": critical and unknown tag "tbs"',
  ],
  [
    'CAA inherited',
    caaSyntax,
    { facts: caa(['128 tbs "x"']) },
    'n/a: inherited from shop.example, judged there',
  ],
  [
    'CAA allows the live authority',
    caaIssuer,
    { facts: { ...caa(['0 issue "letsencrypt.org"']), ...certificate("Let's Encrypt") } },
    "pass: Let's Encrypt is allowed by the CAA records at shop.example",
  ],
  [
    'CAA forbids the live authority',
    caaIssuer,
    { facts: { ...caa(['0 issue "digicert.com"']), ...certificate("Let's Encrypt") } },
    "fail blocker: the live certificate is from Let's Encrypt, CAA at shop.example does not allow letsencrypt.org",
  ],
  [
    'CAA with only a contact allows everybody',
    caaIssuer,
    { facts: { ...caa(['0 iodef "mailto:a@b.c"']), ...certificate("Let's Encrypt") } },
    "pass: Let's Encrypt is allowed by the CAA records at shop.example",
  ],
  [
    'an authority we do not know',
    caaIssuer,
    { facts: { ...caa(['0 issue "digicert.com"']), ...certificate('Odd CA') } },
    'unknown: we do not know which CAA name Odd CA uses',
  ],
  [
    'the live certificate is not known',
    caaIssuer,
    { facts: caa(['0 issue "digicert.com"']) },
    'unknown: the live certificate: nobody looked',
  ],
  [
    'name servers have addresses',
    danglingNameServer,
    { facts: targets(targetOf('NS', 'ns1.a.example')) },
    'pass: 1 name servers have addresses',
  ],
  [
    'a name server’s name is gone',
    danglingNameServer,
    { facts: targets(targetOf('NS', 'ns1.a.example', { ...missing, isRegistrableTaken: true })) },
    'fail high: ns1.a.example has no address (NXDOMAIN)',
  ],
  [
    'a name server’s domain is for sale',
    danglingNameServer,
    { facts: targets(targetOf('NS', 'ns1.gone.example', free)) },
    'fail blocker likely: anybody can register gone.example, the domain of ns1.gone.example',
  ],
  [
    'a name server could not be resolved',
    danglingNameServer,
    { facts: targets(targetOf('NS', 'ns1.a.example', { ...missing, isSettled: false, rcode: 'SERVFAIL' })) },
    'unknown: ns1.a.example could not be resolved: SERVFAIL',
  ],
  [
    'mail servers are hosts',
    mxTarget,
    { facts: { ...mx('10 m.example.'), ...targets(targetOf('MX', 'm.example')) } },
    'pass: 1 mail servers',
  ],
  [
    'the mail server is an alias',
    mxTarget,
    {
      facts: { ...mx('10 m.example.'), ...targets(targetOf('MX', 'm.example', { aliases: ['n.example'] })) },
    },
    'fail high: m.example is an alias of n.example',
  ],
  [
    'the mail server is an address',
    mxTarget,
    { facts: { ...mx('10 185.1.2.3.'), ...targets() } },
    'fail high: 185.1.2.3 is an IP address, not a name',
  ],
  [
    'the mail server is a bare word',
    mxTarget,
    { facts: { ...mx('10 mail.'), ...targets() } },
    'fail high: mail is a bare word, not a full name',
  ],
  [
    'the mail server is private',
    mxTarget,
    {
      facts: {
        ...mx('10 m.example.'),
        ...targets(targetOf('MX', 'm.example', { addresses: ['10.0.0.25'] })),
      },
    },
    'fail high: m.example has 10.0.0.25, a private use address (10.0.0.0/8)',
  ],
  ['no mail server', mxTarget, { facts: { ...mx(), ...targets() } }, 'n/a: the domain names no mail server'],
  ['mail servers of a dead zone', mxTarget, { facts: { ...dead, ...targets() } }, 'unknown: no name server answers for the zone'],
  [
    'mail servers resolve',
    mxResolution,
    { facts: targets(targetOf('MX', 'm.example')) },
    'pass: 1 mail servers have addresses',
  ],
  [
    'the mail server is gone',
    mxResolution,
    { facts: targets(targetOf('MX', 'm.taken.example', { ...missing, isRegistrableTaken: true })) },
    'fail high: m.taken.example has no address (NXDOMAIN)',
  ],
  [
    'the mail server’s domain is for sale',
    mxResolution,
    { facts: targets(targetOf('MX', 'm.gone.example', free)) },
    'fail blocker likely: anybody can register gone.example and receive your mail',
  ],
  [
    'the mail server could not be resolved',
    mxResolution,
    { facts: targets(targetOf('MX', 'm.example', { isSettled: false, addresses: [], rcode: 'SERVFAIL' })) },
    'unknown: m.example could not be resolved: SERVFAIL',
  ],
  ['no mail here, alone', nullMx, { facts: mx('0 .') }, 'pass: the domain receives no mail, and says so'],
  [
    'no mail here, and mail here',
    nullMx,
    { facts: mx('0 .', '10 m.example.') },
    'fail high: "0 ." beside 1 mail servers',
  ],
  ['no null MX', nullMx, { facts: mx('10 m.example.') }, 'n/a: no null MX'],
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
  ['registered for a year', registrationExpiry, registration(), 'pass: 364 days left, until 2027-11-22'],
  [
    'nine days left',
    registrationExpiry,
    registration({ expiresAt: '2026-12-01T12:00:00.000Z' }),
    'fail blocker: 9 days left, until 2026-12-01',
  ],
  [
    '25 days left',
    registrationExpiry,
    registration({ expiresAt: '2026-12-17T12:00:00.000Z' }),
    'fail high: 25 days left, until 2026-12-17',
  ],
  [
    '45 days left',
    registrationExpiry,
    registration({ expiresAt: '2027-01-06T12:00:00.000Z' }),
    'fail medium: 45 days left, until 2027-01-06',
  ],
  [
    'expired',
    registrationExpiry,
    registration({ expiresAt: '2026-11-20T12:00:00.000Z' }),
    'fail blocker: it expired 2 days ago, on 2026-11-20',
  ],
  [
    'in redemption',
    registrationExpiry,
    registration({ statuses: ['redemption period'] }),
    'fail blocker: the registry says "redemption period"',
  ],
  [
    'not registered at all',
    registrationExpiry,
    registration({ isRegistered: false }),
    'fail blocker: the registry does not know shop.example',
  ],
  [
    'the registry hides the date',
    registrationExpiry,
    registration({ expiresAt: null }),
    'unknown: the registry does not publish the expiry date',
  ],
  [
    'somebody else’s domain',
    registrationExpiry,
    registration({ domain: 'other.example' }),
    'n/a: other.example is registered by somebody else',
  ],
  ['locked', registrationLock, registration(), 'pass: client transfer prohibited'],
  [
    'not locked',
    registrationLock,
    registration({ statuses: ['active'] }),
    'fail medium: no transfer lock among: active',
  ],
  ['no hold', registrationHold, registration(), 'pass: client transfer prohibited'],
  [
    'on hold',
    registrationHold,
    registration({ statuses: ['client hold'] }),
    'fail blocker: the registry says "client hold"',
  ],
  [
    'same name servers',
    registrationNameServers,
    registration(),
    'pass: 2 name servers, the same in both places',
  ],
  [
    'other name servers',
    registrationNameServers,
    registration({ nameServers: ['ns1.old.example'] }),
    'fail high: the registration names ns1.old.example, the live delegation ns1.shop.example, ns2.elsewhere.example',
  ],
  ['DNSSEC agrees', registrationDnssec, registration(), 'pass: unsigned in both places'],
  [
    'DNSSEC disagrees',
    registrationDnssec,
    registration({ isDelegationSigned: true }),
    'fail medium: the registration says signed, the parent zone holds 0 DS records',
  ],
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

test.each(rows)('%s', (_story, check, given, expected) => {
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
