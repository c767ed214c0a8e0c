import { expect, test } from 'vitest';
import {
  answered,
  delegation,
  manifest,
  mute,
  nsNames,
  refused,
  rr,
  say,
  second,
  server,
  servers,
  silent,
  soa,
  unasked,
  zone,
  type Case,
} from '../../../test/fixtures/domain-facts.ts';
import type { Check } from '../../model/check.ts';
import delegationAgreement from './delegation-agreement.ts';
import delegationPresence from './delegation-presence.ts';
import glue from './glue.ts';
import lameServer from './lame-server.ts';
import nameServerAddress from './name-server-address.ts';
import nameServerAlias from './name-server-alias.ts';
import nameServerCount from './name-server-count.ts';
import nameServerIpv6 from './name-server-ipv6.ts';
import nameServerNetworks from './name-server-networks.ts';
import nameServerTcp from './name-server-tcp.ts';
import negativeTtl from './negative-ttl.ts';
import openRecursion from './open-recursion.ts';
import soaNames from './soa-names.ts';
import soaSerial from './soa-serial.ts';
import soaTimers from './soa-timers.ts';
import zoneTransfer from './zone-transfer.ts';

type Row = readonly [story: string, check: Check<any>, given: Case['facts'], expected: string];

const healthy = { 'domain/delegation': delegation(), 'domain/servers': servers() };
const lame = servers([server(), mute(refused, second)]);
const allLame = servers([mute(silent), mute(refused, second)]);
const withServers = (value: unknown, over: object = {}) => ({
  'domain/delegation': delegation(over),
  'domain/servers': value,
});
const timed = (text: string, ttl = 300) => withServers(servers([server({ soa: soa({ text, ttl }) })]));
const v6 = { name: nsNames[0] ?? '', address: '2a01:4f8::53' };
const foundOut = answered([], { rcode: 'NXDOMAIN', isRecursionAvailable: true, isAuthoritative: false });
const transfer = (isOpen: boolean | null, records = 0) => ({
  'domain/transfer': {
    servers: [
      {
        server: `${nsNames[0]} (185.10.10.1)`,
        isOpen,
        records,
        note: isOpen === null ? 'timed out' : 'REFUSED',
      },
    ],
    records: Array.from({ length: records }, (_, index) => rr(`h${index}.${zone}`, 'A', '185.1.1.1')),
  },
});

const rows: readonly Row[] = [
  ['the parent delegates', delegationPresence, healthy, 'pass: example delegates to 2 name servers'],
  [
    'the parent says no such domain',
    delegationPresence,
    withServers(servers(), { isMissing: true, nameServers: [] }),
    'fail blocker: example says shop.example does not exist',
  ],
  [
    'the parent knows the name but no servers',
    delegationPresence,
    withServers(servers(), { nameServers: [] }),
    'fail blocker: example names no name servers for shop.example',
  ],
  ['two name servers', nameServerCount, healthy, 'pass: 2 name servers'],
  [
    'one name server everywhere',
    nameServerCount,
    withServers(servers([server()]), { nameServers: [nsNames[0]] }),
    'fail high: 1 name server: ns1.shop.example',
  ],
  [
    'parent and zone agree',
    delegationAgreement,
    healthy,
    'pass: 2 name servers, the same at the registry and in the zone',
  ],
  [
    'the registry has a server more',
    delegationAgreement,
    withServers(
      servers([server(), server(second), server({ name: 'ns9.old.example', address: '91.9.9.9' })]),
      { nameServers: [...nsNames, 'ns9.old.example'] },
    ),
    'fail high: only the registry names ns9.old.example',
  ],
  [
    'the server more is lame: told once, there',
    delegationAgreement,
    withServers(
      servers([
        server(),
        server(second),
        mute(refused, { name: 'ns9.old.example', address: '91.9.9.9', isInZone: false }),
      ]),
      { nameServers: [...nsNames, 'ns9.old.example'] },
    ),
    'n/a: ns9.old.example does not answer for the zone: domain/lame-server',
  ],
  [
    'the zone has a server more',
    delegationAgreement,
    withServers(servers(), { nameServers: [nsNames[0]] }),
    'fail medium: only the zone names ns2.elsewhere.example',
  ],
  [
    'the servers list different servers',
    delegationAgreement,
    withServers(
      servers([
        server(),
        server({
          ...second,
          answers: { ...server(second).answers, NS: answered([rr(zone, 'NS', `${nsNames[0]}.`)]) },
        }),
      ]),
    ),
    'fail high: the name servers give 2 different lists of name servers',
  ],
  [
    'nobody serves: agreement is unknown',
    delegationAgreement,
    withServers(allLame),
    'unknown: no name server answers for the zone',
  ],
  ['glue equals the zone', glue, healthy, 'pass: 1 name server addresses agree'],
  [
    'glue is old',
    glue,
    withServers(servers(), {
      glue: [
        { name: nsNames[0], addresses: ['185.10.10.9'] },
        { name: nsNames[1], addresses: ['91.20.20.2'] },
      ],
    }),
    'fail high: ns1.shop.example is 185.10.10.9 at the registry and 185.10.10.1 in the zone',
  ],
  [
    'glue is missing',
    glue,
    withServers(servers(), { glue: [] }),
    'fail high: ns1.shop.example is without address at the registry and 185.10.10.1 in the zone',
  ],
  [
    'name servers elsewhere need no glue',
    glue,
    withServers(servers(), { nameServers: ['ns1.other.test'], glue: [] }),
    'n/a: no name server lies inside the domain, so none needs glue',
  ],
  ['all answer', lameServer, healthy, 'pass: 2 of 2 name server addresses answer'],
  [
    'one refuses',
    lameServer,
    withServers(lame),
    'fail high: 1 of 2 addresses fail: ns2.elsewhere.example (91.20.20.2): REFUSED',
  ],
  ['none answers', lameServer, withServers(allLame), 'fail blocker: none of 2 name server addresses answers'],
  [
    'our machine has no IPv6: not their fault',
    lameServer,
    withServers(servers([server(), mute(silent, v6)])),
    'pass: 1 of 1 name server addresses answer',
  ],
  [
    'nothing could be asked',
    lameServer,
    withServers(servers([mute(unasked)])),
    'unknown: no address of the 1 name servers could be asked',
  ],
  [
    'answers, but not as the owner',
    lameServer,
    withServers(servers([server(), mute(answered([soa()], { isAuthoritative: false }), second)])),
    'fail high: 1 of 2 addresses fail: ns2.elsewhere.example (91.20.20.2): NOERROR, not authoritative',
  ],
  ['TCP works', nameServerTcp, healthy, 'pass: 2 name server addresses answer over TCP'],
  [
    'TCP is closed on one',
    nameServerTcp,
    withServers(servers([server(), server({ ...second, tcp: silent })])),
    'fail high: ns2.elsewhere.example (91.20.20.2) answers over UDP, over TCP: no answer (timed-out)',
  ],
  [
    'nobody serves: TCP is unknown',
    nameServerTcp,
    withServers(allLame),
    'unknown: no name server answers for the zone',
  ],
  ['one serial', soaSerial, healthy, 'pass: serial 1 on 2 addresses'],
  [
    'one server is behind',
    soaSerial,
    withServers(
      servers([server({ soa: soa({ serial: 7 }) }), server({ ...second, soa: soa({ serial: 6 }) })]),
    ),
    'fail medium: 2 different serials: 7, 6',
  ],
  ['sane timers', soaTimers, healthy, 'pass: refresh 7200 s, retry 900 s, expire 1209600 s'],
  [
    'expire of one hour',
    soaTimers,
    timed('ns1.shop.example. h.shop.example. 1 7200 900 3600 300'),
    'fail low: expire 3600 s is under 7 days; expire 3600 s comes before the first retry',
  ],
  [
    'managed DNS keeps its own timers',
    soaTimers,
    withServers(servers([server({ name: 'ada.ns.cloudflare.com' })])),
    'n/a: Cloudflare runs the servers and does not depend on these timers',
  ],
  [
    'nobody serves: timers are unknown',
    soaTimers,
    withServers(allLame),
    'unknown: no name server answers for the zone',
  ],
  ['missing names are forgotten soon', negativeTtl, healthy, 'pass: "no such name" is remembered for 300 s'],
  [
    'a day of "no such name"',
    negativeTtl,
    timed('ns1.shop.example. h.shop.example. 1 7200 900 1209600 86400', 86400),
    'fail medium: "no such name" is remembered for 86400 s',
  ],
  [
    'the SOA’s own TTL caps the minimum',
    negativeTtl,
    timed('ns1.shop.example. h.shop.example. 1 7200 900 1209600 86400', 900),
    'pass: "no such name" is remembered for 900 s',
  ],
  [
    'a real primary and contact',
    soaNames,
    healthy,
    'pass: primary ns1.shop.example, contact hostmaster.shop.example',
  ],
  [
    'the contact has no domain',
    soaNames,
    timed('ns1.shop.example. admin. 1 7200 900 1209600 300'),
    'fail low: contact "admin" is no mail address',
  ],
  [
    'the primary is a bare word',
    soaNames,
    timed('ns1. hostmaster.shop.example. 1 7200 900 1209600 300'),
    'fail low: primary server "ns1" is no host name',
  ],
  ['no alias', nameServerAlias, healthy, 'pass: 2 name server names, none an alias'],
  [
    'a name server is an alias',
    nameServerAlias,
    withServers(servers(undefined, { [nsNames[0] ?? '']: { aliases: ['real.example'] } })),
    'fail medium: ns1.shop.example is an alias of real.example',
  ],
  ['two networks', nameServerNetworks, healthy, 'pass: 2 networks'],
  [
    'neighbours in one network',
    nameServerNetworks,
    withServers(servers([server(), server({ ...second, address: '185.10.10.77' })])),
    'fail low: 2 name servers, all in the network of 185.10.10.1',
  ],
  [
    'anycast needs no second network',
    nameServerNetworks,
    withServers(servers([server({ name: 'ada.ns.cloudflare.com' })])),
    'pass: Cloudflare answers from many places through the same addresses',
  ],
  ['public name servers', nameServerAddress, healthy, 'pass: 2 name servers on public addresses'],
  [
    'a private name server',
    nameServerAddress,
    withServers(servers([server(), server({ ...second, address: '192.168.1.5' })])),
    'fail high: ns2.elsewhere.example has 192.168.1.5, a private use address (192.168.0.0/16)',
  ],
  [
    'IPv6 on a name server',
    nameServerIpv6,
    withServers(servers([server(), server(v6)])),
    'pass: 1 of 1 name servers have IPv6',
  ],
  ['IPv4 only', nameServerIpv6, healthy, 'fail low: 0 of 2 name servers have an IPv6 address'],
  [
    'an address could not be had',
    nameServerIpv6,
    withServers(servers(undefined, { [nsNames[0] ?? '']: { isSettled: false } })),
    'unknown: not every name server’s address could be had',
  ],
  ['no recursion for strangers', openRecursion, healthy, 'pass: 2 addresses refuse to look up foreign names'],
  [
    'open resolver',
    openRecursion,
    withServers(servers([server({ recursion: foundOut })])),
    'fail high: ns1.shop.example (185.10.10.1) looked up abc.invalid',
  ],
  [
    'the offer alone is no recursion',
    openRecursion,
    withServers(
      servers([server({ recursion: answered([], { rcode: 'REFUSED', isRecursionAvailable: true }) })]),
    ),
    'pass: 1 addresses refuse to look up foreign names',
  ],
  [
    'the question was not answered',
    openRecursion,
    withServers(servers([server({ recursion: silent })])),
    'unknown: no name server answered the test question',
  ],
  ['transfers refused', zoneTransfer, transfer(false), 'pass: 1 of 1 name servers refuse'],
  [
    'transfers open',
    zoneTransfer,
    transfer(true, 3),
    'fail medium: ns1.shop.example (185.10.10.1) gave away 3 records',
  ],
  ['the server did not say', zoneTransfer, transfer(null), 'unknown: 1 of 1 name servers did not say'],
];

test.each(rows)('%s', (_story, check, facts, expected) => {
  expect(say(check, { facts })).toBe(expected);
});

test('private name servers are fine where the product is private', () => {
  const facts = withServers(servers([server({ address: '10.0.0.53' })]));
  const given = { facts, manifest: manifest({ isPrivateNetworkAllowed: true }) };
  expect(say(nameServerAddress, given)).toBe('n/a: the product runs on private addresses on purpose');
  expect(say(lameServer, given)).toBe('pass: 1 of 1 name server addresses answer');
});
