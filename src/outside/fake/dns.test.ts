import { expect, test } from 'vitest';
import { fakeDns } from './dns.ts';

const door = fakeDns(
  {
    'example.com': {
      SOA: ['ns1.example.com hostmaster.example.com 1 7200 900 1209600 300'],
      A: ['192.0.2.1'],
      MX: ['10 Mail.Example.com'],
      TXT: ['v=spf1 -all', '"a" "b c"'],
    },
    'www.example.com': { CNAME: ['example.com.'] },
    'a.b.example.com': { A: ['192.0.2.2'] },
    '*.wild.example.com': { A: ['192.0.2.3'] },
    'sick.example.com': { A: ['192.0.2.4'] },
    'alias-to-sick.example.com': { CNAME: ['sick.example.com'] },
  },
  {
    failures: { 'sick.example.com': 'timed-out', 'example.com CAA': 'SERVFAIL', '192.0.2.99': 'refused' },
    servers: { '192.0.2.77': { 'example.com': { A: ['192.0.2.200'] } } },
  },
);

const summary = async (name: string, type: string): Promise<unknown> => {
  const result = await door.resolve(name, type);
  if (!result.ok) return result.error.kind;
  const { rcode, records, chain, zone, authorities } = result.value;
  return [rcode, records.map((r) => r.value), chain.map((r) => r.value), zone, authorities.length];
};

test.each([
  ['a plain answer', 'example.com', 'A', ['NOERROR', ['192.0.2.1'], [], 'example.com', 0]],
  [
    'names in values are absolute',
    'example.com',
    'MX',
    ['NOERROR', ['10 mail.example.com.'], [], 'example.com', 0],
  ],
  [
    'an alias is followed',
    'www.example.com',
    'A',
    ['NOERROR', ['192.0.2.1'], ['example.com.'], 'example.com', 0],
  ],
  ['no such type: the SOA comes along', 'example.com', 'AAAA', ['NOERROR', [], [], 'example.com', 1]],
  ['an empty non-terminal exists', 'b.example.com', 'A', ['NOERROR', [], [], 'example.com', 1]],
  ['no such name', 'nope.example.com', 'A', ['NXDOMAIN', [], [], 'example.com', 1]],
  [
    'a wildcard answers for what is not there',
    'x.wild.example.com',
    'A',
    ['NOERROR', ['192.0.2.3'], [], 'example.com', 0],
  ],
  ['a failing name', 'sick.example.com', 'A', 'timed-out'],
  ['a failing name behind an alias', 'alias-to-sick.example.com', 'A', 'timed-out'],
  ['a failing type', 'example.com', 'CAA', 'dns-failure'],
])('%s', async (...[, name, type, expected]) => {
  expect(await summary(name, type)).toEqual(expected);
});

test('texts keep their character-strings', async () => {
  const result = await door.resolve('example.com', 'TXT');
  expect(result.ok && result.value.records.map((record) => record.texts)).toEqual([
    ['v=spf1 -all'],
    ['a', 'b c'],
  ]);
});

test('one server may hold other data, another may refuse', async () => {
  const question = { name: 'example.com', type: 'A' };
  const other = await door.exchange('192.0.2.77', question);
  expect(other.ok && other.value.message.answers.map((record) => record.value)).toEqual(['192.0.2.200']);
  const dead = await door.exchange('192.0.2.99', question);
  expect(dead.ok ? null : dead.error.kind).toBe('refused');
});
