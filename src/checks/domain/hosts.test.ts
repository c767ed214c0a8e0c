import { expect, test } from 'vitest';
import {
  addresses,
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
} from '../../../test/fixtures/domain-facts.ts';
import type { Check } from '../../model/check.ts';
import type { ManifestHost } from '../../model/manifest.ts';
import type { Answer } from '../../protocols/zone/answers.ts';
import aliasChain from './alias-chain.ts';
import aliasConflict from './alias-conflict.ts';
import answerAgreement from './answer-agreement.ts';
import danglingAlias from './dangling-alias.ts';
import hostNameSyntax from './host-name-syntax.ts';
import hostOrigin from './host-origin.ts';
import hostResolution from './host-resolution.ts';
import ipv6Presence from './ipv6-presence.ts';
import ipv6Reachability from './ipv6-reachability.ts';
import privateAddress from './private-address.ts';
import proxyState from './proxy-state.ts';
import serviceBinding from './service-binding.ts';
import severalServices from './several-services.ts';
import takeover from './takeover.ts';
import ttlLaunch from './ttl-launch.ts';
import ttlRange from './ttl-range.ts';

const www = `www.${zone}`;
const declared = (over: Partial<ManifestHost> = {}) => manifest({ hosts: [manifestHost(www, over)] });

type Row = readonly [story: string, check: Check<any>, given: Case, expected: string];

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
const a = (value: string, ttl = 300): Answer => answered([rr(www, 'A', value, ttl)]);
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

const attempt = (address: string, over: object = {}) => ({
  address,
  family: address.includes(':') ? 6 : 4,
  port: 443,
  isOpen: true,
  error: null,
  isOurs: false,
  status: null,
  ...over,
});
const closed = { isOpen: false, error: 'timed-out' };
const reach = (...attempts: readonly object[]): Case => ({
  facts: { 'domain/reach': { host: www, attempts } },
});

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
    'the declared origin',
    hostOrigin,
    at({}, { origins: ['185.20.30.40', '2a01:04f8::0040'] }),
    'pass: 185.20.30.40, 2a01:4f8::40, as declared',
  ],
  [
    'an alias to the declared origin',
    hostOrigin,
    at({ chain: [alias(www, 'shop.fly.dev')] }, { origins: ['shop.fly.dev'] }),
    'pass: the alias leads to shop.fly.dev',
  ],
  [
    'another origin',
    hostOrigin,
    at({}, { origins: ['185.99.99.99'] }),
    'fail blocker: 185.20.30.40, 2a01:4f8::40 is not among the declared origins',
  ],
  [
    'one of two addresses is a stray',
    hostOrigin,
    at({}, { origins: ['185.20.30.40'] }),
    'fail high: 2a01:4f8::40 is not among the declared origins',
  ],
  ['no origin declared', hostOrigin, at(), 'n/a: no origin is declared for this host'],
  [
    'declared behind a proxy, and is',
    proxyState,
    at({ ipv4: ['104.16.1.1'], ipv6: [] }, { isProxied: true }),
    'pass: behind Cloudflare',
  ],
  [
    'declared behind a proxy, and is not',
    proxyState,
    at({}, { isProxied: true }),
    'fail high: it leads straight to 185.20.30.40 (Hetzner)',
  ],
  [
    'declared direct, but proxied',
    proxyState,
    at({ ipv4: ['104.16.1.1'] }, { isProxied: false }),
    'fail low: it is declared as direct but passes through Cloudflare',
  ],
  [
    'nothing declared about a proxy',
    proxyState,
    at(),
    'n/a: the manifest does not say whether a proxy is wanted',
  ],
  [
    'IPv6 works',
    ipv6Reachability,
    reach(attempt('185.20.30.40'), attempt('2a01:4f8::40')),
    'pass: 1 IPv6 addresses answer',
  ],
  [
    'IPv6 is dead',
    ipv6Reachability,
    reach(attempt('185.20.30.40'), attempt('2a01:4f8::40', closed)),
    'fail high: 2a01:4f8::40 does not answer (timed-out), IPv4 does',
  ],
  [
    'IPv6 shows an error page',
    ipv6Reachability,
    reach(attempt('185.20.30.40', { status: 200 }), attempt('2a01:4f8::40', { status: 404 })),
    'fail high: over IPv6 the answer is 404, over IPv4 200',
  ],
  [
    'we have no IPv6',
    ipv6Reachability,
    reach(attempt('185.20.30.40'), attempt('2a01:4f8::40', { ...closed, isOurs: true })),
    'unknown: this machine has no IPv6',
  ],
  [
    'the whole host is down',
    ipv6Reachability,
    reach(attempt('185.20.30.40', closed), attempt('2a01:4f8::40', closed)),
    'n/a: IPv4 does not answer either: the host is down',
  ],
  ['IPv4 only', ipv6Reachability, reach(attempt('185.20.30.40')), 'n/a: no IPv6 address'],
  ['has IPv6', ipv6Presence, at(), 'pass: 2a01:4f8::40'],
  [
    'IPv6 claimed, none there',
    ipv6Presence,
    at({ ipv6: [] }, { hasIpv6: true }),
    'fail medium: 1 IPv4 and 0 IPv6 addresses',
  ],
  [
    'IPv6 not claimed for a side host',
    ipv6Presence,
    at({ ipv6: [] }),
    'n/a: IPv6 is not claimed for this host',
  ],
  [
    'AAAA was not answered',
    ipv6Presence,
    at({ ipv6: [], unanswered: ['AAAA'] }, { hasIpv6: true }),
    'unknown: nobody answered the question for AAAA',
  ],
  [
    'the front door without IPv6',
    ipv6Presence,
    { facts: { 'domain/addresses': addresses({ ipv6: [] }) }, host: zone },
    'fail low: 1 IPv4 and 0 IPv6 addresses',
  ],
  ['public addresses', privateAddress, at(), 'pass: 2 public addresses'],
  [
    'an office address',
    privateAddress,
    at({ ipv4: ['10.20.0.14'] }),
    'fail blocker: 10.20.0.14 is a private use address (10.0.0.0/8)',
  ],
  [
    'an office address on a name nobody listed',
    privateAddress,
    { facts: { 'domain/addresses': addresses({ ipv4: ['10.20.0.14'] }) } },
    'fail medium: 10.20.0.14 is a private use address (10.0.0.0/8)',
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
  ['one provider', severalServices, at({ ipv4: ['76.76.21.21'], ipv6: [] }), 'pass: Vercel'],
  [
    'two providers',
    severalServices,
    at({ ipv4: ['76.76.21.21', '75.2.60.5'], ipv6: [] }),
    'fail high: Vercel and Netlify behind one name',
  ],
  [
    'a forgotten IPv6 at the old host',
    severalServices,
    at({ ipv4: ['76.76.21.21'], ipv6: ['2a01:4f8::1'] }),
    'fail high: Vercel and Hetzner behind one name',
  ],
  [
    'a provider and a stranger',
    severalServices,
    at({ ipv4: ['76.76.21.21', '185.20.30.40'], ipv6: [] }),
    'fail medium possible: Vercel and an unknown network behind one name',
  ],
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

test.each(rows)('%s', (_story, check, given, expected) => {
  expect(say(check, given)).toBe(expected);
});
