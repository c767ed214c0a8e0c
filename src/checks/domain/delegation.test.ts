import { expect, test } from 'vitest';
import {
  answered,
  delegation,
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
  zone,
  type Case,
  type AnyCheck,
} from '../../../test/fixtures/domain-facts.ts';
import delegationAgreement from './delegation-agreement.ts';
import delegationPresence from './delegation-presence.ts';
import glue from './glue.ts';
import negativeTtl from './negative-ttl.ts';
import soaNames from './soa-names.ts';
import soaSerial from './soa-serial.ts';
import soaTimers from './soa-timers.ts';

// DNS-4
type Row = readonly [story: string, check: AnyCheck, given: Case['facts'], expected: string];

const healthy = { 'domain/delegation': delegation(), 'domain/servers': servers() };
const allLame = servers([mute(silent), mute(refused, second)]);
const withServers = (value: unknown, over: object = {}) => ({
  'domain/delegation': delegation(over),
  'domain/servers': value,
});
const timed = (text: string, ttl = 300) => withServers(servers([server({ soa: soa({ text, ttl }) })]));

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
];

test.each(rows)('%s', (...[, check, facts, expected]) => {
  expect(say(check, { facts })).toBe(expected);
});
