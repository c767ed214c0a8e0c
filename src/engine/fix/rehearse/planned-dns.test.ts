import { describe, expect, it } from 'vitest';
import type { DnsDoor, DnsRecord } from '../../../model/outside-dns.ts';
import { failure, ok } from '../../../model/outside.ts';
import { plannedDns } from './planned-dns.ts';

const soa: DnsRecord = {
  name: 'kiln.example',
  type: 'SOA',
  ttlSeconds: 60,
  value: 'ns1.kiln.example. h.kiln.example. 1 2 3 4 5',
};
const world: readonly DnsRecord[] = [
  soa,
  { name: 'kiln.example', type: 'A', ttlSeconds: 60, value: '192.0.2.1' },
  { name: 'www.kiln.example', type: 'A', ttlSeconds: 60, value: '192.0.2.1' },
  { name: 'far.example', type: 'A', ttlSeconds: 60, value: '198.51.100.7' },
  { name: 'far.example', type: 'CNAME', ttlSeconds: 60, value: 'never.' },
];
const find = (name: string, type: string): readonly DnsRecord[] =>
  world.filter((each) => each.name === name && each.type === type);

/** Answers from the list, for every server. */
const real: DnsDoor = {
  origin: { kind: 'resolver', servers: ['192.0.2.53'] },
  resolve: async (name, type) =>
    ok({
      name,
      type,
      rcode: 'NOERROR',
      records: find(name, type),
      chain: [],
      authorities: [],
      zone: null,
      server: 'real',
      tookMs: 1,
    }),
  exchange: async (server, question) =>
    server === 'dead'
      ? failure('timed-out', 'silent')
      : ok({
          server,
          transport: 'udp',
          tookMs: 1,
          message: {
            rcode: 'NOERROR',
            isAuthoritative: true,
            isTruncated: false,
            isRecursionAvailable: false,
            isAuthenticated: false,
            question,
            answers: find(question.name, question.type),
            authorities: [],
            additionals: [],
            edns: null,
            sizeBytes: 60,
          },
        }),
};

const set = (...values: string[]): { readonly ttlSeconds: number; readonly values: string[] } => ({
  ttlSeconds: 300,
  values,
});
const apex = 'rrset:kiln.example./A';
const dns = plannedDns(real, {
  zone: 'kiln.example',
  before: { [apex]: set('192.0.2.1'), 'rrset:www.kiln.example./A': set('192.0.2.1') },
  after: {
    [apex]: set('192.0.2.1'),
    'rrset:kiln.example./TXT': set('"v=spf1 -all"'),
    'rrset:www.kiln.example./CNAME': set('far.example.'),
    'rrset:new.kiln.example./A': set('192.0.2.9'),
  },
});
const values = async (name: string, type: string): Promise<readonly string[]> => {
  const found = await dns.resolve(name, type);
  return found.ok ? found.value.records.map(({ value }) => value) : [found.error.message];
};

describe('FIX-1: a rehearsal answers what the plan decides, the world everything else', () => {
  it.each([
    ['a new text', 'kiln.example', 'TXT', ['"v=spf1 -all"']],
    ['the SOA beside it', 'kiln.example', 'SOA', [soa.value]],
    ['an untouched address', 'kiln.example', 'A', ['192.0.2.1']],
    ['through a new alias into the world', 'www.kiln.example', 'A', ['198.51.100.7']],
    ['a new name', 'new.kiln.example', 'A', ['192.0.2.9']],
    ['another type of a new name', 'new.kiln.example', 'AAAA', []],
    ['a name elsewhere', 'far.example', 'A', ['198.51.100.7']],
  ])('%s', async (_, name, type, expected) => {
    expect(await values(name, type)).toEqual(expected);
  });

  it('single servers are asked the same way, and dead ones stay dead', async () => {
    const txt = await dns.exchange('192.0.2.53', { name: 'kiln.example', type: 'TXT' });
    expect(txt.ok && txt.value.message.answers[0]?.texts).toEqual(['v=spf1 -all']);
    const served = await dns.exchange('192.0.2.53', { name: 'kiln.example', type: 'SOA' });
    expect(served.ok && served.value.message.answers).toEqual([soa]);
    expect((await dns.exchange('dead', { name: 'kiln.example', type: 'TXT' })).ok).toBe(false);
  });
});
