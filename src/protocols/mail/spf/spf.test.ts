import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerAll, type DnsAnswer, failure, found, nxDomain } from '../dns-answer.ts';
import { costOfTerms } from './cost.ts';
import { evaluateSpf } from './evaluate.ts';
import { lintSpf } from './lint.ts';
import { parseSpf } from './record.ts';
import { spfSavings } from './savings.ts';
import { readSpfTree } from './tree.ts';

type Zone = Readonly<Record<string, readonly string[]>>;
const zoneOf =
  (zone: Zone) =>
  ({ name, type }: { readonly name: string; readonly type: string }): DnsAnswer => {
    const values = zone[`${type} ${name}`];
    return values === undefined ? nxDomain : found(values);
  };
const lintOf = (zone: Zone, domain = 'shop.example') => {
  const root = answerAll(readSpfTree(domain), zoneOf(zone));
  return { root, ...lintSpf(root) };
};
const idsOf = (zone: Zone): readonly string[] => lintOf(zone).issues.map(({ level, id }) => `${level} ${id}`);

test('a syntax error is located to the character', () => {
  expect(parseSpf('v=spf1 a:ok.example ip4:192.0.2.300 -all.').errors).toEqual([
    { text: 'ip4:192.0.2.300', at: 20, message: '"192.0.2.300" is not an IPv4 address', section: '5.6' },
    { text: '-all.', at: 36, message: 'there is no mechanism "all."', section: '4.6.1' },
  ]);
});

test.each<readonly [string, Zone, readonly string[]]>([
  ['a plain strict record is silent', { 'TXT shop.example': ['v=spf1 ip4:192.0.2.1 -all'] }, []],
  ['+all', { 'TXT shop.example': ['v=spf1 +all'] }, ['danger plus-all']],
  ['?all', { 'TXT shop.example': ['v=spf1 ?all'] }, ['warning neutral-all']],
  ['no all', { 'TXT shop.example': ['v=spf1 ip4:192.0.2.1'] }, ['warning no-all']],
  ['two records', { 'TXT shop.example': ['v=spf1 -all', 'v=spf1 ~all'] }, ['error several-records']],
  [
    'include of nothing',
    { 'TXT shop.example': ['v=spf1 include:gone.example -all'] },
    ['error missing-target'],
  ],
  ['redirect beside all', { 'TXT shop.example': ['v=spf1 -all redirect=x.example'] }, ['warning after-all']],
  ['ptr', { 'TXT shop.example': ['v=spf1 ptr -all'] }, ['warning ptr']],
  ['a whole /8', { 'TXT shop.example': ['v=spf1 ip4:10.0.0.0/8 -all'] }, ['danger wide-network']],
  [
    'a network inside another',
    { 'TXT shop.example': ['v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.9 -all'] },
    ['note covered'],
  ],
  [
    'an include that leads back',
    {
      'TXT shop.example': ['v=spf1 include:a.example -all'],
      'TXT a.example': ['v=spf1 include:shop.example -all'],
    },
    ['error loop'],
  ],
  [
    'three names without address',
    { 'TXT shop.example': ['v=spf1 a:x.example a:y.example a:z.example -all'] },
    ['error void-lookups'],
  ],
])('linter: %s', (_story, zone, expected) => {
  expect(idsOf(zone)).toEqual(expected);
});

test('an include that cannot be asked for is unknown, not missing', () => {
  const root = answerAll(readSpfTree('shop.example'), ({ name }) =>
    name === 'shop.example' ? found(['v=spf1 include:slow.example -all']) : failure('timed out'),
  );
  expect(lintSpf(root).issues).toEqual([
    { id: 'unanswered', level: 'unknown', domain: 'slow.example', message: 'timed out', section: '2.6.6' },
  ]);
});

const heavy: Zone = {
  'TXT shop.example': [
    'v=spf1 include:crm.example include:big.example include:esp.example ptr a:gone.example ip4:192.0.2.1 -all',
  ],
  'TXT crm.example': ['v=spf1 include:esp.example ~all'],
  'TXT big.example': ['v=spf1 include:b1.example include:b2.example include:b3.example ~all'],
  'TXT b1.example': ['v=spf1 ip4:198.51.100.1 ~all'],
  'TXT b2.example': ['v=spf1 ip4:198.51.100.2 ~all'],
  'TXT b3.example': ['v=spf1 ip4:198.51.100.3 ~all'],
  'TXT esp.example': ['v=spf1 include:esp2.example ~all'],
  'TXT esp2.example': ['v=spf1 ip4:203.0.113.0/24 ~all'],
};

test('11 look-ups: what each include costs, and which terms can go to get under ten', () => {
  const { root, lookups, issues } = lintOf(heavy);
  expect(lookups).toBe(11);
  expect(issues.find(({ id }) => id === 'lookups')?.message).toBe(
    '11 look-ups of 10: senders from "ip4:192.0.2.1" on get permerror',
  );
  expect(costOfTerms(root).map(({ term, lookups: cost }) => `${cost} ${term}`)).toEqual([
    '4 include:big.example',
    '3 include:crm.example',
    '2 include:esp.example',
    '1 ptr',
    '1 a:gone.example',
  ]);
  expect(spfSavings(root, new Set())).toEqual({
    savings: [
      { term: 'include:esp.example', lookups: 2, why: 'another include already contains it' },
      { term: 'ptr', lookups: 1, why: 'RFC 7208 section 5.5: do not use' },
      { term: 'a:gone.example', lookups: 1, why: 'its look-up finds nothing' },
    ],
    lookupsAfter: 7,
    record: 'v=spf1 include:crm.example include:big.example ip4:192.0.2.1 -all',
  });
});

test('an evaluation says which term of which record decided', () => {
  const verdict = answerAll(
    evaluateSpf({ ip: '203.0.113.7', helo: 'mx.esp.example', mailFrom: 'a@crm.example' }),
    zoneOf(heavy),
  );
  expect(verdict).toMatchObject({
    result: 'pass',
    decidedBy: { domain: 'crm.example', term: 'include:esp.example' },
    lookups: 2,
  });
});

const term = fc.oneof(
  fc.constantFrom(
    'a',
    'mx',
    'ptr',
    '-all',
    '?all',
    'include:b.example',
    'redirect=b.example',
    'a:%{p}.b.example',
  ),
  fc.constantFrom(
    'exists:%{ir}.%{v}.b.example',
    'exp=e.example',
    'ip4:1.2.3.4/8',
    'ip6:::1/3',
    'a/33',
    'x=%',
  ),
  fc.string({ maxLength: 12 }),
);
const record = fc.array(term, { maxLength: 14 }).map((terms) => `v=spf1 ${terms.join(' ')}`);

test('whatever zones say, evaluator and linter end, count and never throw', () => {
  fc.assert(
    fc.property(record, record, fc.constantFrom('1.2.3.4', '::1', 'x'), (one, two, ip) => {
      let questions = 0;
      const answer = ({ name, type }: { readonly name: string; readonly type: string }): DnsAnswer => {
        questions += 1;
        expect(name).toMatch(/^[^.]{1,63}(\.[^.]{1,63})*$/);
        if (type === 'TXT') return found([name === 'a.example' ? one : two]);
        return type === 'MX' ? found(['10 a.example', '0 .']) : found(['1.2.3.4']);
      };
      const verdict = answerAll(evaluateSpf({ ip, helo: 'a.example', mailFrom: 'x@a.example' }), answer);
      expect(verdict.lookups).toBeLessThanOrEqual(11);
      lintSpf(answerAll(readSpfTree('a.example'), answer));
      expect(questions).toBeLessThan(800);
    }),
    { seed: 7208, numRuns: 300 },
  );
});
