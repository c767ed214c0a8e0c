import { expect, test } from 'vitest';
import {
  addresses,
  aged,
  answered,
  manifest,
  manifestHost,
  rr,
  say,
  servers,
  silent,
  zone,
  type Case,
  type AnyCheck,
} from '../../../test/fixtures/domain-facts.ts';
import type { ManifestHost } from '../../model/manifest.ts';
import type { Answer } from '../../protocols/zone/answers.ts';
import aliasChain from './alias-chain.ts';
import aliasConflict from './alias-conflict.ts';
import danglingAlias from './dangling-alias.ts';
import hostNameSyntax from './host-name-syntax.ts';
import serviceBinding from './service-binding.ts';
import takeover from './takeover.ts';
import ttlLaunch from './ttl-launch.ts';
import ttlRange from './ttl-range.ts';

// DNS-3, DNS-4
const www = `www.${zone}`;
const declared = (over: Partial<ManifestHost> = {}) => manifest({ hosts: [manifestHost(www, over)] });

type Row = readonly [story: string, check: AnyCheck, given: Case, expected: string];

const at = (over: object = {}, host: Partial<ManifestHost> = {}): Case => ({
  facts: { 'domain/addresses': addresses(over) },
  manifest: declared(host),
});
const alias = (name: string, target: string) => ({ name, target, ttlSeconds: 300 });

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
const end = (over: object = {}): Case => ({
  facts: {
    'domain/alias-end': {
      host: www,
      aliases: [],
      addresses: ['185.20.30.40'],
      endExists: true,
      registrable: null,
      isRegistrableTaken: null,
      page: null,
      pageNote: 'not needed',
      ...over,
    },
  },
});
const page = (text: string, status = 404) => ({ url: `https://${www}/`, status, text });

const rows: readonly Row[] = [
  [
    'short TTL before the move',
    ttlLaunch,
    answers(two(a('185.1.1.1'), a('185.1.1.1')), {}, { isChanging: true }),
    'pass: at most 300 s',
  ],
  [
    'a day of TTL before the move',
    ttlLaunch,
    answers(two(a('185.1.1.1', 86400), a('185.1.1.1', 86400)), {}, { isChanging: true }),
    'fail medium: A is remembered for 86400 s',
  ],
  [
    'the moving name has no records',
    ttlLaunch,
    answers(two(silent, silent), {}, { isChanging: true }),
    'unknown: no record of the name was seen',
  ],
  [
    'not moving',
    ttlLaunch,
    answers(two(a('185.1.1.1', 86400), empty)),
    'n/a: this name is not about to move',
  ],
  ['a usual TTL', ttlRange, answers(two(a('185.1.1.1', 3600), empty)), 'pass: A 3600 s'],
  [
    'a week of TTL',
    ttlRange,
    answers(two(a('185.1.1.1', 604800), empty)),
    'fail low: A is remembered for 604800 s',
  ],
  ['no record seen', ttlRange, answers(two(silent, silent)), 'unknown: no record of the name was seen'],
  ['one alias', aliasChain, at({ chain: [alias(www, 'b.example')] }), 'pass: one alias'],
  [
    'five aliases',
    aliasChain,
    at({ chain: ['a', 'b', 'c', 'd', 'e'].map((each) => alias(`${each}.example`, 'x.example')) }),
    'fail low: 5 aliases in a row',
  ],
  [
    'no alias, no conflict',
    aliasConflict,
    answers(hostAnswers([[a('185.1.1.1'), empty]])),
    'pass: no alias at this name',
  ],
  [
    'an alias alone',
    aliasConflict,
    answers(hostAnswers([[empty, empty]], { CNAME: answered([rr(www, 'CNAME', 'b.example.')]) })),
    'pass: one alias, to b.example.',
  ],
  [
    'an alias beside mail',
    aliasConflict,
    answers(
      hostAnswers([[empty, empty]], {
        CNAME: answered([rr(www, 'CNAME', 'b.example.')]),
        MX: answered([rr(www, 'MX', '10 m.example.')]),
      }),
    ),
    'fail blocker: a CNAME beside MX',
  ],
  [
    'two aliases',
    aliasConflict,
    answers(
      hostAnswers([[empty, empty]], {
        CNAME: answered([rr(www, 'CNAME', 'b.example.'), rr(www, 'CNAME', 'c.example.')]),
      }),
    ),
    'fail blocker: 2 aliases at one name',
  ],
  [
    'the alias question was not answered',
    aliasConflict,
    answers(hostAnswers([[empty, empty]], { CNAME: silent })),
    'unknown: the name server did not answer for every type',
  ],
  [
    'the alias ends at a live name',
    danglingAlias,
    end({ aliases: ['b.example'] }),
    'pass: leads to b.example, which exists',
  ],
  [
    'the alias ends nowhere',
    danglingAlias,
    end({ aliases: ['b.taken.example'], endExists: false, isRegistrableTaken: true }),
    'fail high: b.taken.example does not exist (NXDOMAIN)',
  ],
  [
    'strangers may claim the end: told there',
    danglingAlias,
    end({ aliases: ['x.herokudns.com'], endExists: false }),
    'n/a: strangers may claim the missing name: domain/takeover',
  ],
  [
    'anybody can register the end',
    takeover,
    end({
      aliases: ['x.gone.example'],
      endExists: false,
      registrable: 'gone.example',
      isRegistrableTaken: false,
    }),
    'fail blocker likely: anybody can register gone.example, where the alias ends',
  ],
  [
    'a page nobody claimed',
    takeover,
    end({ aliases: ['old.github.io'], page: page("There isn't a GitHub Pages site here.") }),
    'fail high proven: GitHub Pages answers with its page for unclaimed names: "There isn\'t a GitHub Pages site here"',
  ],
  [
    'a page nobody claimed at a guarded service',
    takeover,
    end({ aliases: ['cname.vercel-dns.com'], page: page('DEPLOYMENT_NOT_FOUND') }),
    'fail high possible: Vercel answers with its page for unclaimed names: "DEPLOYMENT_NOT_FOUND"',
  ],
  [
    'a missing name at a hosting service',
    takeover,
    end({ aliases: ['x.azurewebsites.net'], endExists: false }),
    'fail high proven: the name it points to at Microsoft Azure does not exist any more',
  ],
  [
    'a live page at a hosting service',
    takeover,
    end({ aliases: ['old.github.io'], page: page('<h1>Shop</h1>', 200) }),
    'pass: GitHub Pages serves it, no sign of an abandoned name',
  ],
  [
    'the page could not be fetched',
    takeover,
    end({ aliases: ['old.github.io'], pageNote: 'timed out' }),
    'unknown: the page at GitHub Pages could not be fetched: timed out',
  ],
  ['no rented service', takeover, end(), 'n/a: no rented service with claimable names stands behind it'],
  ['a proper host name', hostNameSyntax, { facts: {} }, 'pass: www.shop.example'],
  [
    'an underscore in a host name',
    hostNameSyntax,
    { facts: {}, host: `my_app.${zone}` },
    'fail medium: "my_app.shop.example" is no host name',
  ],
  [
    'hints agree',
    serviceBinding,
    answers(hostAnswers([], { HTTPS: answered([rr(www, 'HTTPS', '1 . alpn=h2 ipv4hint=185.20.30.40')]) }), {
      'domain/addresses': addresses(),
    }),
    'pass: 1 HTTPS records, 1 hints agree',
  ],
  [
    'hints at the old server',
    serviceBinding,
    answers(hostAnswers([], { HTTPS: answered([rr(www, 'HTTPS', '1 . alpn=h2 ipv4hint=185.9.9.9')]) }), {
      'domain/addresses': addresses(),
    }),
    'fail low: the hint 185.9.9.9 is none of the host’s 2 addresses',
  ],
  [
    'no HTTPS record',
    serviceBinding,
    answers(hostAnswers([]), { 'domain/addresses': addresses() }),
    'n/a: no HTTPS record',
  ],
];

test.each(rows)('%s', (...[, check, given, expected]) => {
  expect(say(check, given)).toBe(expected);
});
