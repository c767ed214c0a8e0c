import { expect, test } from 'vitest';
import {
  mute,
  rr,
  say,
  server,
  servers,
  silent,
  zone,
  type Case,
  type AnyCheck,
} from '../../../test/fixtures/domain-facts.ts';
import type { DnsRecord } from '../../model/outside-dns.ts';
import caaIssuer from './caa-issuer.ts';
import caaPresence from './caa-presence.ts';
import caaSyntax from './caa-syntax.ts';

type Row = readonly [story: string, check: AnyCheck, given: Case, expected: string];

const dead = { 'domain/servers': servers([mute(silent)]) };
const zoneWith = (...records: readonly DnsRecord[]) => ({ 'domain/servers': servers([server({ records })]) });
const caa = (records: readonly string[], over: object = {}) => ({
  'domain/caa': {
    host: `www.${zone}`,
    foundAt: records.length > 0 ? zone : null,
    records: records.map((value) => rr(zone, 'CAA', value)),
    climbed: [],
    ...over,
  },
});
const certificate = (issuerOrganization: string, over: object = {}, addresses: readonly object[] = []) => ({
  'tls/endpoint': {
    port: 443,
    addresses,
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

const rows: readonly Row[] = [
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
    'fail blocker: 128 tbs "x": critical and unknown tag "tbs"',
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
    'CAA forbids the authority of a private root that bears a public name',
    caaIssuer,
    {
      facts: {
        ...caa(['0 issue "digicert.com"']),
        ...certificate("Let's Encrypt", { isPrivatelyAnchored: true }),
      },
    },
    "fail blocker: the live certificate is from Let's Encrypt, CAA at shop.example does not allow letsencrypt.org",
  ],
  [
    'a record that cannot be read is one fault, not two',
    caaIssuer,
    { facts: { ...caa(['0 issue "https://letsencrypt.org"']), ...certificate("Let's Encrypt") } },
    'unknown: a record at shop.example cannot be read, see domain/caa-syntax, which is not part of this run',
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
    'an authority nobody trusts is told by the tls theme',
    caaIssuer,
    {
      facts: {
        ...caa(['0 issue "digicert.com"']),
        ...certificate('Odd CA', {}, [{ outcome: { state: 'handshake', chain: '1', isAuthorized: false } }]),
      },
    },
    'unknown: nobody trusts Odd CA, see tls/certificate-trust, which is not part of this run',
  ],
  [
    'the live certificate is not known',
    caaIssuer,
    { facts: caa(['0 issue "digicert.com"']) },
    'unknown: the live certificate: nobody looked',
  ],
];

test.each(rows)('%s', (...[, check, given, expected]) => {
  expect(say(check, given)).toBe(expected);
});
