import { afterEach, describe, expect, test } from 'vitest';
import type { DnsMessage, DnsRecord } from '../../model/outside-dns.ts';
import { failure, ok } from '../../model/outside.ts';
import { emptyMessage } from '../../protocols/dns/record.ts';
import { createClock } from '../real/clock.ts';
import { createDnsDoor } from './door.ts';
import type { DnsDoorOptions } from './door.ts';
import { loopbackServer } from './loopback.ts';
import type { LoopbackAnswer, LoopbackQuery, LoopbackServer } from './loopback.ts';

const open: AsyncDisposable[] = [];
const clock = createClock();

afterEach(async () => {
  for (const each of open.splice(0).toReversed()) await each[Symbol.asyncDispose]();
  expect(clock.pendingTimers()).toBe(0);
});

const record = (name: string, type: string, value: string): DnsRecord => ({
  name,
  type,
  value,
  ttlSeconds: 300,
});

const soa = (zone: string): DnsRecord =>
  record(zone, 'SOA', `ns.${zone}. host.${zone}. 1 7200 900 1209600 300`);

const answered = (
  query: LoopbackQuery,
  answers: readonly DnsRecord[],
  more: Partial<DnsMessage> = {},
): DnsMessage => ({
  ...emptyMessage({ name: query.name, type: query.type }),
  isAuthoritative: true,
  answers,
  ...more,
});

const referral = (
  query: LoopbackQuery,
  zone: string,
  servers: Readonly<Record<string, string | null>>,
): DnsMessage =>
  answered(query, [], {
    isAuthoritative: false,
    authorities: Object.keys(servers).map((name) => record(zone, 'NS', `${name}.`)),
    additionals: Object.entries(servers).flatMap(([name, ip]) =>
      ip === null ? [] : [record(name, 'A', ip)],
    ),
  });

/** A tiny internet: each address is a server on loopback; an address without one refuses. */
async function internet(
  servers: Readonly<Record<string, LoopbackAnswer>>,
  options: Partial<DnsDoorOptions> = {},
): Promise<{ door: ReturnType<typeof createDnsDoor>; seen: (ip: string) => readonly string[] }> {
  const running = new Map<string, LoopbackServer>();
  for (const [ip, answer] of Object.entries(servers)) {
    const server = await loopbackServer(answer);
    open.push(server);
    running.set(ip, server);
  }
  const door = createDnsDoor({
    clock,
    route: ({ address }) => {
      const server = running.get(address);
      return server === undefined
        ? failure('refused', `${address} refuses`)
        : ok({ address: '127.0.0.1', port: server.port });
    },
    hintsText: '. 3600000 NS root.test.\nroot.test. 3600000 A 198.51.100.1\n',
    ...options,
  });
  open.push(door);
  return {
    door,
    seen: (ip) => (running.get(ip)?.seen ?? []).map((q) => `${q.transport} ${q.name} ${q.type}`),
  };
}

describe('asking one server', () => {
  test('a truncated answer is fetched again over TCP', async () => {
    const long = Array.from({ length: 60 }, (_, i) => record('big.test', 'A', `192.0.2.${i}`));
    const { door, seen } = await internet({
      '192.0.2.1': (query) =>
        answered(query, query.transport === 'udp' ? [] : long, { isTruncated: query.transport === 'udp' }),
    });
    const result = await door.exchange('192.0.2.1', { name: 'big.test', type: 'A' });
    expect(result.ok && [result.value.transport, result.value.message.answers.length]).toEqual(['tcp', 60]);
    expect(seen('192.0.2.1')).toEqual(['udp big.test A', 'tcp big.test A']);
  });

  test('a server that knows no EDNS is asked again without it', async () => {
    const { door } = await internet({
      '192.0.2.1': (query) =>
        query.hasEdns
          ? { ...answered(query, []), rcode: 'FORMERR' }
          : answered(query, [record('a.test', 'A', '192.0.2.9')]),
    });
    const result = await door.exchange('192.0.2.1', { name: 'a.test', type: 'A' });
    expect(result.ok && [result.value.message.rcode, result.value.message.answers.length]).toEqual([
      'NOERROR',
      1,
    ]);
  });

  test('an answer to another question is not believed, and silence is told as such', async () => {
    const { door, seen } = await internet({
      '192.0.2.1': () => answered({ name: 'evil.test', type: 'A', transport: 'udp', hasEdns: false }, []),
    });
    const result = await door.exchange(
      '192.0.2.1',
      { name: 'a.test', type: 'A' },
      { timeoutMs: 40, attempts: 2 },
    );
    expect(result.ok ? null : result.error).toEqual({
      kind: 'timed-out',
      message: '192.0.2.1 port 53 did not answer within 40 ms',
    });
    expect(seen('192.0.2.1')).toHaveLength(2);
  });

  test('a broken answer is a protocol error that names what is broken', async () => {
    const broken = Buffer.from('8400000100010000000001610474657374000001', 'hex');
    const { door } = await internet({ '192.0.2.1': () => broken.subarray(0, 14) });
    const result = await door.exchange('192.0.2.1', { name: 'a.test', type: 'A' });
    expect(result.ok ? null : result.error.kind).toBe('protocol');
  });

  test.each(['udp', 'tcp'] as const)(
    'a busy process does not call a server silent: %s',
    async (transport) => {
      const { door } = await internet({ '192.0.2.1': (query) => answered(query, []) });
      const waiting = door.exchange(
        '192.0.2.1',
        { name: 'a.test', type: 'A' },
        { timeoutMs: 150, attempts: 1, transport },
      );
      const until = performance.now() + 300;
      while (performance.now() < until);
      expect((await waiting).ok).toBe(true);
    },
  );

  test('the abort signal ends a wait at once', async () => {
    const { door } = await internet({ '192.0.2.1': () => null });
    const controller = new AbortController();
    const waiting = door.exchange('192.0.2.1', { name: 'a.test', type: 'A' }, { signal: controller.signal });
    controller.abort();
    expect(await waiting).toMatchObject({ ok: false, error: { kind: 'aborted' } });
  });
});

const tree = (): Record<string, LoopbackAnswer> => ({
  '198.51.100.1': (query) =>
    query.name.endsWith('other')
      ? referral(query, 'other', { 'ns.other': '198.51.100.3' })
      : referral(query, 'test', { 'ns.test': '198.51.100.2' }),
  '198.51.100.2': (query) => {
    if (query.name.endsWith('shop.test'))
      return referral(query, 'shop.test', { 'ns1.shop.test': '203.0.113.1', 'ns2.shop.test': '203.0.113.2' });
    return query.name.endsWith('far.test')
      ? referral(query, 'far.test', { 'ns.other': null })
      : answered(query, [], { rcode: 'NXDOMAIN', authorities: [soa('test')] });
  },
  '198.51.100.3': (query) =>
    answered(
      query,
      query.type === 'A' && query.name === 'ns.other' ? [record('ns.other', 'A', '203.0.113.3')] : [],
    ),
  '203.0.113.1': shop,
  '203.0.113.3': (query) => answered(query, [record(query.name, 'A', '192.0.2.77')]),
});

function shop(query: LoopbackQuery): DnsMessage {
  if (query.name === 'www.shop.test')
    return answered(query, [record('www.shop.test', 'CNAME', 'cdn.far.test.')]);
  if (query.name === 'loop.shop.test')
    return answered(query, [record('loop.shop.test', 'CNAME', 'loop.shop.test.')]);
  const isThere = query.name === 'shop.test' && query.type === 'A';
  return answered(
    query,
    isThere ? [record('shop.test', 'A', '192.0.2.10')] : [],
    isThere ? {} : { authorities: [soa('shop.test')] },
  );
}

describe('walking from the root', () => {
  test('referrals with glue lead to the zone', async () => {
    const { door } = await internet(tree());
    const result = await door.resolve('SHOP.test.', 'A');
    expect(
      result.ok && [result.value.records.map((r) => r.value), result.value.zone, result.value.server],
    ).toEqual([['192.0.2.10'], 'shop.test', '203.0.113.1']);
  });

  test('an alias into a zone whose servers live elsewhere is followed to the end', async () => {
    const { door } = await internet(tree());
    const result = await door.resolve('www.shop.test', 'A');
    expect(
      result.ok && [
        result.value.chain.map((r) => r.value),
        result.value.records.map((r) => r.value),
        result.value.zone,
      ],
    ).toEqual([['cdn.far.test.'], ['192.0.2.77'], 'far.test']);
  });

  test('no such type: an empty success with the SOA', async () => {
    const { door } = await internet(tree());
    const result = await door.resolve('shop.test', 'MX');
    expect(
      result.ok && [result.value.rcode, result.value.records, result.value.authorities.map((r) => r.name)],
    ).toEqual(['NOERROR', [], ['shop.test']]);
  });

  test('no such name', async () => {
    const { door } = await internet(tree());
    const result = await door.resolve('nobody.test', 'A');
    expect(result.ok && [result.value.rcode, result.value.zone]).toEqual(['NXDOMAIN', 'test']);
  });

  test('an alias to itself is a failure, not a hang', async () => {
    const { door } = await internet(tree());
    expect(await door.resolve('loop.shop.test', 'A')).toMatchObject({
      ok: false,
      error: { kind: 'dns-failure' },
    });
  });

  test('equal questions at the same time share one walk, later ones the cache', async () => {
    const { door, seen } = await internet(tree());
    await Promise.all(Array.from({ length: 5 }, () => door.resolve('shop.test', 'A')));
    await door.resolve('shop.test', 'A');
    expect([seen('198.51.100.1').length, seen('203.0.113.1').length]).toEqual([1, 1]);
  });

  test('two zones whose servers live in each other end as a failure', async () => {
    const { door } = await internet({
      '198.51.100.1': (query) =>
        query.name.endsWith('left')
          ? referral(query, 'left', { 'ns.right': null })
          : referral(query, 'right', { 'ns.left': null }),
    });
    expect(await door.resolve('a.left', 'A')).toMatchObject({ ok: false, error: { kind: 'dns-failure' } });
  });

  test('poisoned glue for a name outside the zone is not used', async () => {
    const { door, seen } = await internet({
      ...tree(),
      '198.51.100.2': (query) => referral(query, 'far.test', { 'ns.other': '203.0.113.66' }),
      '203.0.113.66': (query) => answered(query, [record(query.name, 'A', '6.6.6.6')]),
    });
    const result = await door.resolve('cdn.far.test', 'A');
    expect(result.ok && result.value.records.map((r) => r.value)).toEqual(['192.0.2.77']);
    expect(seen('203.0.113.66')).toEqual([]);
  });
});

describe('asking a resolver', () => {
  test('the whole chain comes in one answer', async () => {
    const { door } = await internet(
      {
        '192.0.2.53': (query) =>
          answered(query, [record('www.test', 'CNAME', 'x.example.'), record('x.example', 'A', '192.0.2.5')]),
      },
      { resolvers: ['192.0.2.53'] },
    );
    const result = await door.resolve('www.test', 'A');
    expect(
      result.ok && [result.value.records.map((r) => r.value), result.value.chain.length, result.value.zone],
    ).toEqual([['192.0.2.5'], 1, null]);
    expect(door.origin).toEqual({ kind: 'resolver', servers: ['192.0.2.53'] });
  });

  test('SERVFAIL is a failure that says who said so', async () => {
    const { door } = await internet(
      { '192.0.2.53': (query) => answered(query, [], { rcode: 'SERVFAIL' }) },
      { resolvers: ['192.0.2.53'] },
    );
    const result = await door.resolve('www.test', 'A');
    expect(result.ok ? null : result.error.message).toBe(
      'no resolver answers for www.test: 192.0.2.53 answers SERVFAIL',
    );
  });
});

test('a hints file that names no address is refused by line', () => {
  expect(() => createDnsDoor({ clock, route: (to) => ok(to), hintsText: '. NS a.test.' })).toThrow(
    'the hints file cannot be used, line 1: no root server has an address',
  );
});
