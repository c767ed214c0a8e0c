import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../model/json.ts';
import { unsupported } from './capability.ts';
import { parseResource } from './resource.ts';
import { difference, fingerprintOf, isSameResource, snapshotOf, threeWay } from './state.ts';

const www = 'rrset:www.example.com./A';
const set = (...values: string[]): { ttlSeconds: number; values: string[] } => ({ ttlSeconds: 300, values });

describe('two states are compared by meaning', () => {
  it.each<[string, string, Json, Json, boolean]>([
    ['order of values', www, set('192.0.2.1', '192.0.2.2'), set('192.0.2.2', '192.0.2.1'), true],
    ['a repeated value', www, set('192.0.2.1', '192.0.2.1'), set('192.0.2.1'), true],
    ['another TTL', www, set('192.0.2.1'), { ...set('192.0.2.1'), ttlSeconds: 60 }, false],
    ['IPv6 spellings', 'rrset:example.com./AAAA', set('2001:DB8:0::1'), set('2001:db8::1'), true],
    [
      'case of a mail host',
      'rrset:example.com./MX',
      set('10 Mail.Example.COM.'),
      set('10 mail.example.com.'),
      true,
    ],
    [
      'case of a service target',
      'rrset:example.com./HTTPS',
      set('1 Web.Example.com. alpn=h2'),
      set('1 web.example.com. alpn="h2"'),
      true,
    ],
    ['a TXT cut elsewhere', 'rrset:example.com./TXT', set('"v=spf1 " "-all"'), set('"v=spf1 -all"'), true],
    ['a TXT in other case', 'rrset:example.com./TXT', set('"A"'), set('"a"'), false],
    ['automatic TTL', www, { ...set('192.0.2.1'), ttlSeconds: 'auto' }, set('192.0.2.1'), false],
    ['a comment', www, set('192.0.2.1'), { ...set('192.0.2.1'), comments: { '192.0.2.1': 'web' } }, false],
    ['gone and there', www, null, set('192.0.2.1'), false],
    ['a setting', 'setting:ssl', 'full', 'strict', false],
  ])('%s', (_, resource, ...[a, b, expected]) => {
    expect(isSameResource(resource, a, b)).toBe(expected);
  });

  it('a diff names what is new, gone and changed, nothing else', () => {
    const before = {
      [www]: set('192.0.2.1'),
      'rrset:a.example.com./A': set('192.0.2.3'),
      'setting:ssl': 'full',
    };
    const after = {
      [www]: set('192.0.2.2'),
      'rrset:b.example.com./A': set('192.0.2.4'),
      'setting:ssl': 'full',
    };
    expect(difference(before, after).map(({ resource }) => resource)).toEqual([
      'rrset:a.example.com./A',
      'rrset:b.example.com./A',
      www,
    ]);
  });
});

it.each<[number | null, number | null, number | null, string | undefined]>([
  [1, 2, 1, 'ours'],
  [1, 1, 2, 'theirs'],
  [1, 2, 2, 'same'],
  [1, 2, 3, 'conflict'],
  [null, 2, null, 'ours'],
  [1, null, 3, 'conflict'],
  [1, 1, 1, undefined],
])('before %s, wanted %s, now %s: %s', (before, wanted, ...[now, kind]) => {
  const state = (value: number | null): Record<string, number> =>
    value === null ? {} : { 'setting:x': value };
  expect(threeWay(state(before), state(wanted), state(now))[0]?.kind).toBe(kind);
});

it.each([
  ['rrset:www.example.com./A', { kind: 'rrset', name: 'www.example.com', type: 'A' }],
  ['rrset:./NS', { kind: 'rrset', name: '.', type: 'NS' }],
  ['rule:redirect/www-to-apex', { kind: 'rule', family: 'redirect', ref: 'www-to-apex' }],
  ['rule-order:waf', { kind: 'rule-order', family: 'waf' }],
  ['setting:ssl', { kind: 'setting', setting: 'ssl' }],
  ['dnssec', { kind: 'dnssec' }],
  ['rrset:www.example.com/A', null],
  ['rrset:www.example.com./a', null],
  ['rule:other/x', null],
  ['rule:redirect/a/b', null],
  ['setting:../x', null],
  ['', null],
])('%s names %j', (id, expected) => {
  expect(parseResource(id)).toEqual(expected);
});

describe('what a provider cannot hold is refused while planning', () => {
  const provider = {
    title: 'BIND',
    capabilities: {
      rrset: { can: 'yes' },
      'rrset:CNAME@apex': { can: 'no', note: 'no alias at the apex' },
      'rrset:ALIAS': { can: 'unimplemented', note: 'no ALIAS' },
    },
  } as const;
  it.each([
    ['rrset:www.example.com./CNAME', set('example.com.'), null],
    ['rrset:example.com./CNAME', set('example.net.'), 'no alias at the apex'],
    ['setting:ssl', 'strict', 'BIND has no setting'],
    [www, { ...set('192.0.2.1'), isProxied: true }, 'BIND has no proxied'],
    [www, set('x'), 'A x: x does not fit its field'],
    [www, null, null],
    ['nonsense', null, 'nonsense is no resource'],
  ])('%s', (resource, value, expected) => {
    expect(unsupported(provider, 'example.com', { resource, value })).toBe(expected);
  });
});

it('equal states have equal fingerprints, whatever the order they were read in', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.jsonValue(), { maxKeys: 8 }),
      (values) => {
        const state = Object.fromEntries(
          Object.entries(values).map(([key, value]) => [`setting:${key}`, value]),
        ) as Record<string, never>;
        const turned = Object.fromEntries(Object.entries(state).toReversed());
        expect(snapshotOf(turned)).toBe(snapshotOf(state));
        expect(fingerprintOf(turned)).toBe(fingerprintOf(state));
      },
    ),
    { seed: 3, numRuns: 100 },
  );
});
