import { describe, expect, it } from 'vitest';
import type { Json } from '../../../model/json.ts';
import { packRules } from './pack.ts';
import type { Wish } from './wishes.ts';

const redirect = (hosts: readonly string[], to: string, paths?: readonly string[]): Json => ({
  title: `to ${to}`,
  isEnabled: true,
  match: { hosts, ...(paths === undefined ? {} : { paths }) },
  to: { host: to, path: 'same' },
  status: 301,
  keepsQuery: true,
});
const wish = (ref: string, value: Json): Wish => ({
  resource: `rule:redirect/${ref}`,
  value,
  risk: 'ask',
  why: ref,
  finding: null,
  group: ref,
});
const quotas = { redirect: 10 };

describe('FIX-3: rules are packed into what the free plan holds', () => {
  it('twelve hosts that lead to the same place are one rule', () => {
    const wishes = Array.from({ length: 12 }, (_, n) =>
      wish(`r${n}`, redirect([`old${n}.example`], 'new.example')),
    );
    const { wishes: packed, notes, leftOut } = packRules(wishes, {}, quotas);
    expect(new Set(packed.map(({ resource }) => resource)).size).toBe(1);
    expect(JSON.stringify(packed[0]?.value).match(/old\d+\.example/g)).toHaveLength(12);
    expect([leftOut.size, notes]).toEqual([0, ['12 redirect rules fit into 1.']]);
    // Everybody whose rule is in it gets the credit.
    expect(packed.map(({ group }) => group).toSorted()).toEqual(wishes.map(({ group }) => group).toSorted());
  });

  it('what does not fit is left out with the figure, the least urgent first', () => {
    const wishes = Array.from({ length: 9 }, (_, n) =>
      wish(`r${n}`, redirect([`old${n}.example`], `new${n}.example`)),
    );
    const state = {
      'rule:redirect/theirs': redirect(['a.example'], 'b.example'),
      'rule:redirect/more': { foreign: {} },
    };
    const { wishes: packed, leftOut } = packRules(wishes, state, quotas);
    expect(packed.map(({ group }) => group)).toEqual(['r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7']);
    expect([...leftOut]).toEqual([
      ['r8', 'the plan holds 10 redirect rules, 2 are taken, and the others come first'],
    ]);
  });

  it('rules that do different things stay apart, and records are not touched', () => {
    const record: Wish = {
      ...wish('x', { ttlSeconds: 60, values: ['192.0.2.1'] }),
      resource: 'rrset:a.example./A',
    };
    const wishes = [
      record,
      wish('a', redirect(['a.example'], 'c.example')),
      wish('b', redirect(['b.example'], 'd.example')),
    ];
    expect(packRules(wishes, {}, quotas).wishes.map(({ resource }) => resource)).toEqual([
      'rrset:a.example./A',
      'rule:redirect/a',
      'rule:redirect/b',
    ]);
  });
});
