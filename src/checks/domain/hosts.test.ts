import { expect, test } from 'vitest';
import {
  addresses,
  aged,
  answered,
  manifest,
  manifestHost,
  rr,
  say,
  server,
  servers,
  second,
  soa,
  silent,
  zone,
  type Case,
  type AnyCheck,
} from '../../../test/fixtures/domain-facts.ts';
import type { ManifestHost } from '../../model/manifest.ts';
import type { Answer } from '../../protocols/zone/answers.ts';
import answerAgreement from './answer-agreement.ts';
import hostResolution from './host-resolution.ts';

const www = `www.${zone}`;
const declared = (over: Partial<ManifestHost> = {}) => manifest({ hosts: [manifestHost(www, over)] });

type Row = readonly [story: string, check: AnyCheck, given: Case, expected: string];

const at = (over: object = {}, host: Partial<ManifestHost> = {}): Case => ({
  facts: { 'domain/addresses': addresses(over) },
  manifest: declared(host),
});
const alias = (name: string, target: string) => ({ name, target, ttlSeconds: 300 });
const none = { ipv4: [], ipv6: [] };
const gone = { ...none, rcode: 'NXDOMAIN' };

const hostAnswers = (
  perServer: readonly (readonly [Answer, Answer])[],
  others: Record<string, Answer> = {},
) => ({
  host: www,
  zone,
  servers: perServer.map(([a, aaaa], index) => ({
    server: `ns${index + 1}.${zone}`,
    address: `185.10.10.${index + 1}`,
    a,
    aaaa,
  })),
  others: {
    CNAME: answered([]),
    MX: answered([]),
    TXT: answered([]),
    NS: answered([]),
    HTTPS: answered([]),
    ...others,
  },
});
const a = (value: string, ttl = 300): Answer => answered([aged(rr(www, 'A', value), ttl)]);
const empty = answered([]);
const answers = (
  value: unknown,
  over: Record<string, unknown> = {},
  host: Partial<ManifestHost> = {},
): Case => ({
  facts: { 'domain/host-answers': value, 'domain/servers': servers(), ...over },
  manifest: declared(host),
});
const two = (first: Answer, other: Answer) =>
  hostAnswers([
    [first, empty],
    [other, empty],
  ]);
const serialsDiffer = {
  'domain/servers': servers([
    server({ soa: soa({ serial: 7 }) }),
    server({ ...second, soa: soa({ serial: 6 }) }),
  ]),
};

const rows: readonly Row[] = [
  ['a host with addresses', hostResolution, at(), 'pass: 185.20.30.40, 2a01:4f8::40'],
  [
    'a declared host that does not exist',
    hostResolution,
    at(gone),
    'fail blocker: www.shop.example does not exist (NXDOMAIN)',
  ],
  [
    'a name without address records',
    hostResolution,
    at(none),
    'fail blocker: www.shop.example exists without A or AAAA records',
  ],
  [
    'nobody answered for IPv6',
    hostResolution,
    at({ ...none, unanswered: ['AAAA'] }),
    'unknown: AAAA could not be asked',
  ],
  [
    'its alias leads nowhere: told there',
    hostResolution,
    at({ ...gone, chain: [alias(www, 'x.gone.example')] }),
    'n/a: its alias leads nowhere: domain/dangling-alias, domain/takeover',
  ],
  ['not public', hostResolution, at(gone, { isPublic: false }), 'n/a: declared as not public'],
  [
    'www that nobody declared',
    hostResolution,
    { facts: { 'domain/addresses': addresses(gone) }, manifest: manifest({ isDeclared: false }) },
    'fail medium: www.shop.example does not exist (NXDOMAIN)',
  ],
  [
    'all servers agree',
    answerAgreement,
    answers(two(a('185.1.1.1'), a('185.1.1.1'))),
    'pass: 2 name servers give 185.1.1.1',
  ],
  [
    'servers disagree',
    answerAgreement,
    answers(two(a('185.1.1.1'), a('185.1.1.2'))),
    'fail high likely: 2 different answers from 2 name servers',
  ],
  [
    'one server does not know the host',
    answerAgreement,
    answers(two(a('185.1.1.1'), answered([], { rcode: 'NXDOMAIN' }))),
    'fail high proven: 2 different answers from 2 name servers',
  ],
  [
    'different zone versions: told by the serial',
    answerAgreement,
    answers(two(a('185.1.1.1'), a('185.1.1.2')), serialsDiffer),
    'n/a: the servers hold different versions of the zone: domain/soa-serial',
  ],
  [
    'no server answered',
    answerAgreement,
    answers(two(silent, silent)),
    'unknown: no name server gave an answer of its own',
  ],
];

test.each(rows)('%s', (...[, check, given, expected]) => {
  expect(say(check, given)).toBe(expected);
});
