import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { DnsMessage, DnsRecord } from '../../../model/outside-dns.ts';
import { signRrset, zoneKey } from '../dnssec/signing.ts';
import { isAtOrBelow, isBelow } from '../name.ts';
import { emptyMessage } from '../record.ts';
import { replay, together, ask } from './interview.ts';
import type { Answer, Question } from './interview.ts';
import { startSession } from './session.ts';
import type { ZoneInput } from './session.ts';
import { zoneTests } from './tests.ts';
import type { ZoneTestName } from './tests.ts';

const rr = (name: string, type: string, value: string): DnsRecord => ({ name, type, value, ttlSeconds: 300 });
const soa = (zone: string): DnsRecord => rr(zone, 'SOA', `ns.${zone}. host.${zone}. 1 7200 900 1209600 300`);

/** What one server does: the zones it serves with their records, or an answer of its own making. */
type Server = Readonly<Record<string, readonly DnsRecord[]>> | ((question: Question) => Answer);
type World = Readonly<Record<string, Server>>;

/** Answers as a plain authoritative server: data, alias, referral with glue, NODATA, NXDOMAIN. */
function served(zones: Readonly<Record<string, readonly DnsRecord[]>>, question: Question): DnsMessage {
  const { name, type } = question;
  const base = emptyMessage({ name, type });
  const zone = Object.keys(zones)
    .filter((each) => isAtOrBelow(name, each))
    .toSorted((a, b) => b.length - a.length)[0];
  if (zone === undefined) return { ...base, rcode: 'REFUSED' };
  const records = zones[zone] ?? [];
  const cut = records.find((r) => r.type === 'NS' && isBelow(r.name, zone) && isAtOrBelow(name, r.name));
  if (cut !== undefined) {
    const authorities = records.filter((r) => r.type === 'NS' && r.name === cut.name);
    const names = authorities.map((r) => r.value.slice(0, -1));
    return {
      ...base,
      authorities,
      additionals: records.filter((r) => names.includes(r.name) && r.type !== 'NS'),
    };
  }
  const answers = records.filter((r) => r.name === name && (r.type === type || r.type === 'CNAME'));
  const isThere = records.some((r) => isAtOrBelow(r.name, name));
  return {
    ...base,
    isAuthoritative: true,
    rcode: isThere ? 'NOERROR' : 'NXDOMAIN',
    answers,
    authorities: answers.length > 0 ? [] : [soa(zone)],
  };
}

function run(name: ZoneTestName, world: World, input: Partial<ZoneInput> = {}): readonly string[] {
  const session = startSession({
    zone: 'shop.test',
    roots: [{ name: 'root', addresses: ['192.0.2.1'] }],
    nowSeconds: 1_900_000_000,
    ...input,
  });
  const notes = replay(zoneTests[name](session), (question) => {
    const server = world[question.server];
    if (server === undefined) return null;
    return typeof server === 'function' ? server(question) : served(server, question);
  });
  return [...new Set(notes.map((note) => note.tag))].toSorted();
}

const root = {
  '.': [
    soa('.'),
    rr('.', 'NS', 'root.'),
    rr('root', 'A', '192.0.2.1'),
    rr('test', 'NS', 'ns.test.'),
    rr('ns.test', 'A', '192.0.2.2'),
  ],
};
const parentZone = (more: readonly DnsRecord[]): readonly DnsRecord[] => [
  soa('test'),
  rr('test', 'NS', 'ns.test.'),
  rr('ns.test', 'A', '192.0.2.2'),
  ...more,
];
const delegation = [
  rr('shop.test', 'NS', 'ns1.shop.test.'),
  rr('shop.test', 'NS', 'ns2.shop.test.'),
  rr('ns1.shop.test', 'A', '203.0.113.1'),
  rr('ns2.shop.test', 'A', '203.0.113.2'),
];
const child = [soa('shop.test'), ...delegation];
const good: World = {
  '192.0.2.1': root,
  '192.0.2.2': { test: parentZone(delegation) },
  '203.0.113.1': { 'shop.test': child },
  '203.0.113.2': { 'shop.test': child },
};

describe('basic01: the parent and the delegation', () => {
  test.each<[string, World, Partial<ZoneInput>, readonly string[]]>([
    ['a delegated zone', good, {}, ['B01_CHILD_FOUND', 'B01_PARENT_FOUND']],
    ['the root has no parent', good, { zone: '.' }, ['B01_CHILD_FOUND', 'B01_ROOT_HAS_NO_PARENT']],
    [
      'a pretended delegation',
      good,
      { undelegated: new Map([['ns1.shop.test', ['203.0.113.1']]]) },
      ['B01_CHILD_FOUND', 'B01_PARENT_DISREGARDED'],
    ],
    [
      'no such name',
      { ...good, '192.0.2.2': { test: parentZone([]) } },
      {},
      ['B01_NO_CHILD', 'B01_PARENT_FOUND'],
    ],
    [
      'a name with data, but no zone',
      { ...good, '192.0.2.2': { test: parentZone([rr('shop.test', 'A', '192.0.2.9')]) } },
      {},
      ['B01_NO_CHILD', 'B01_PARENT_FOUND'],
    ],
    [
      'an alias by DNAME',
      { ...good, '192.0.2.2': { test: parentZone([rr('shop.test', 'DNAME', 'other.test.')]) } },
      {},
      ['B01_CHILD_IS_ALIAS', 'B01_NO_CHILD', 'B01_PARENT_FOUND'],
    ],
    [
      'the root does not answer',
      { ...good, '192.0.2.1': () => null },
      {},
      ['B01_NO_CHILD', 'B01_PARENT_NOT_FOUND', 'B01_SERVER_ZONE_ERROR'],
    ],
  ])('%s', (...[, world, input, expected]) => {
    expect(run('basic01', world, input)).toEqual(expected);
  });

  test('two parent servers that contradict each other', () => {
    const both = [rr('test', 'NS', 'ns2.test.'), rr('ns2.test', 'A', '192.0.2.3')];
    const world: World = {
      ...good,
      '192.0.2.1': { '.': [...root['.'], ...both] },
      '192.0.2.2': { test: parentZone([...delegation, ...both]) },
      '192.0.2.3': { test: parentZone(both) },
    };
    expect(run('basic01', world)).toEqual([
      'B01_CHILD_FOUND',
      'B01_INCONSISTENT_DELEGATION',
      'B01_PARENT_FOUND',
    ]);
  });
});

describe('on the healthy zone', () => {
  test.each<[ZoneTestName, readonly string[]]>([
    ['basic02', ['B02_AUTH_RESPONSE_SOA']],
    ['consistency01', ['ONE_SOA_SERIAL']],
    ['consistency04', ['ONE_NS_SET']],
    ['consistency05', ['ADDRESSES_MATCH']],
    ['delegation04', ['ARE_AUTHORITATIVE']],
    ['delegation05', ['NO_NS_CNAME']],
    ['delegation06', ['SOA_EXISTS']],
    ['delegation07', ['NAMES_MATCH']],
    ['delegation02', ['CHILD_DISTINCT_NS_IP', 'DEL_DISTINCT_NS_IP']],
    ['dnssec07', ['DS07_NOT_SIGNED', 'DS07_NOT_SIGNED_ON_SERVER']],
    ['dnssec10', ['DS10_ZONE_NO_DNSSEC']],
    ['zone11', ['Z11_NO_SPF_FOUND']],
  ])('%s', (name, expected) => {
    expect(run(name, good)).toEqual(expected);
    expect(run(name, good, { search: 'single path' })).toEqual(expected);
  });
});

describe('on a zone whose second server holds an older copy', () => {
  const older = [
    soa('shop.test'),
    rr('shop.test', 'NS', 'ns1.shop.test.'),
    rr('shop.test', 'NS', 'ns3.shop.test.'),
    rr('ns3.shop.test', 'CNAME', 'ns1.shop.test.'),
    rr('ns1.shop.test', 'A', '203.0.113.1'),
  ];
  const world: World = { ...good, '203.0.113.2': { 'shop.test': older } };
  test.each<[ZoneTestName, readonly string[]]>([
    ['consistency04', ['MULTIPLE_NS_SET']],
    ['delegation07', ['EXTRA_NAME_CHILD']],
  ])('%s', (name, expected) => {
    expect(run(name, world)).toEqual(expected);
  });
  test('a server named by an alias is told, once all servers hold it', () => {
    const same: World = { ...world, '203.0.113.1': { 'shop.test': older } };
    expect(run('delegation05', same)).toContain('NS_IS_CNAME');
  });
  test('a lame server is told from the others', () => {
    const lame: World = { ...good, '203.0.113.2': { test: [soa('test')] } };
    const notHere: World = {
      ...good,
      '203.0.113.2': (q) => ({ ...emptyMessage({ name: q.name, type: q.type }), rcode: 'REFUSED' }),
    };
    expect(run('delegation06', lame)).toEqual(['SOA_NOT_EXISTS']);
    expect(run('delegation04', notHere)).toEqual(['IS_NOT_AUTHORITATIVE']);
  });
});

describe('dnssec10: denial of existence', () => {
  const key = zoneKey('shop.test', generateKeyPairSync('ed25519').privateKey);
  const valid = { from: 1_899_000_000, to: 1_901_000_000 };
  const nsec = rr('shop.test', 'NSEC', 'ns1.shop.test. NS SOA RRSIG NSEC DNSKEY');
  const denying =
    (record: DnsRecord, when = valid) =>
    (question: Question): Answer => {
      const base = { ...emptyMessage({ name: question.name, type: question.type }), isAuthoritative: true };
      const signature = signRrset([record], key, when) ?? record;
      if (question.type === 'DNSKEY') return { ...base, answers: [key.record] };
      if (question.type === 'NSEC') return { ...base, answers: [record, signature] };
      if (question.type === 'NSEC3PARAM')
        return { ...base, authorities: [soa('shop.test'), record, signature] };
      return served({ 'shop.test': child }, question);
    };
  const both = (server: Server, other: Server = server): World => ({
    ...good,
    '203.0.113.1': server,
    '203.0.113.2': other,
  });

  test.each<[string, World, readonly string[]]>([
    ['signed NSEC at the apex', both(denying(nsec)), ['DS10_HAS_NSEC']],
    [
      'a type list without DNSKEY',
      both(denying({ ...nsec, value: 'ns1.shop.test. NS SOA RRSIG NSEC' })),
      ['DS10_HAS_NSEC', 'DS10_NSEC_ERR_TYPE_LIST'],
    ],
    [
      'an expired signature',
      both(denying(nsec, { from: 1_000, to: 2_000 })),
      ['DS10_HAS_NSEC', 'DS10_NSEC_NO_VERIFIED_SIGNATURE', 'DS10_NSEC_RRSIG_EXPIRED'],
    ],
    [
      'one server without DNSSEC',
      both(denying(nsec), { 'shop.test': child }),
      ['DS10_HAS_NSEC', 'DS10_SERVER_NO_DNSSEC'],
    ],
    ['silent servers say nothing', both(() => null), []],
  ])('%s', (_, world, expected) => {
    expect(run('dnssec10', world)).toEqual(expected);
  });
});

test('askings side by side share rounds', () => {
  const rounds: number[] = [];
  const one = (name: string, count: number) =>
    (function* () {
      for (let i = 0; i < count; i += 1) yield* ask({ server: '192.0.2.1', name: `${name}${i}`, type: 'A' });
      return name;
    })();
  const asking = together([one('a', 3), one('b', 1)]);
  let step = asking.next();
  while (step.done !== true) {
    rounds.push(step.value.length);
    step = asking.next(step.value.map(() => null));
  }
  expect([rounds, step.value]).toEqual([
    [2, 1, 1],
    ['a', 'b'],
  ]);
});
