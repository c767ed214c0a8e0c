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
  type AnyCheck,
} from '../../../test/fixtures/domain-facts.ts';
import lameServer from './lame-server.ts';
import nameServerAddress from './name-server-address.ts';
import nameServerAlias from './name-server-alias.ts';
import nameServerCount from './name-server-count.ts';
import nameServerIpv6 from './name-server-ipv6.ts';
import nameServerNetworks from './name-server-networks.ts';
import nameServerTcp from './name-server-tcp.ts';
import openRecursion from './open-recursion.ts';
import zoneTransfer from './zone-transfer.ts';

type Row = readonly [story: string, check: AnyCheck, given: Case['facts'], expected: string];

const healthy = { 'domain/delegation': delegation(), 'domain/servers': servers() };
const lame = servers([server(), mute(refused, second)]);
const allLame = servers([mute(silent), mute(refused, second)]);
const withServers = (value: unknown, over: object = {}) => ({
  'domain/delegation': delegation(over),
  'domain/servers': value,
});
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
  ['two name servers', nameServerCount, healthy, 'pass: 2 name servers'],
  [
    'one name server everywhere',
    nameServerCount,
    withServers(servers([server()]), { nameServers: [nsNames[0]] }),
    'fail high: 1 name server: ns1.shop.example',
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

test.each(rows)('%s', (...[, check, facts, expected]) => {
  expect(say(check, { facts })).toBe(expected);
});

test('private name servers are fine where the product is private', () => {
  const facts = withServers(servers([server({ address: '10.0.0.53' })]));
  const given = { facts, manifest: manifest({ isPrivateNetworkAllowed: true }) };
  expect(say(nameServerAddress, given)).toBe('n/a: the product runs on private addresses on purpose');
  expect(say(lameServer, given)).toBe('pass: 1 of 1 name server addresses answer');
});
