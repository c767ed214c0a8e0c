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
import danglingNameServer from './dangling-name-server.ts';
import mxResolution from './mx-resolution.ts';
import mxTarget from './mx-target.ts';
import nullMx from './null-mx.ts';

type Row = readonly [story: string, check: AnyCheck, given: Case, expected: string];

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

const rows: readonly Row[] = [
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
  [
    'mail servers of a dead zone',
    mxTarget,
    { facts: { ...dead, ...targets() } },
    'unknown: no name server answers for the zone',
  ],
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
];

test.each(rows)('%s', (...[, check, given, expected]) => {
  expect(say(check, given)).toBe(expected);
});
