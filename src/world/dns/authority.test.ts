import { describe, expect, it } from 'vitest';
import { zoneFrom } from '../healthy/zone-text.ts';
import { answerFrom } from './authority.ts';
import { indexZone } from './zone-index.ts';

const parent = zoneFrom(
  'shop',
  `
  @ SOA a.nic.shop. host.nic.shop. 1 14400 3600 1209600 900
  @ NS a.nic.shop.
  demo NS ns1.demo.shop.
  ns1.demo A 45.90.28.11
  demo DS 1 13 2 00
  plain NS ns.other.net.`,
  true,
);
const child = zoneFrom(
  'demo.shop',
  `
  @ SOA ns1.demo.shop. host.demo.shop. 1 14400 3600 1209600 900
  @ NS ns1.demo.shop.
  @ MX 10 mail.demo.shop.
  mail A 77.32.148.25
  ns1 A 45.90.28.11
  www CNAME @.demo.shop.
  shop CNAME mail.demo.shop.
  away CNAME www.other.net.
  *.tenants A 45.90.28.12
  deep.empty.tree A 45.90.28.13
  old DNAME new.demo.shop.
  page.new A 45.90.28.14`,
  true,
);
const ask = (name: string, type: string): string => {
  const answer = answerFrom([indexZone(parent), indexZone(child)], name, type);
  const brief = (sets: typeof answer.answers): string =>
    sets.map(({ set }) => `${set.name} ${set.type}`).join(', ');
  const kind = answer.isAuthoritative ? 'authoritative' : 'not authoritative';
  return `${answer.rcode}, ${kind}: ${brief(answer.answers)} | ${brief(answer.authorities)} | ${brief(answer.additionals)}`;
};

describe('what an authoritative server says (RFC 1034 section 4.3.2)', () => {
  it.each([
    ['mail.demo.shop', 'A', 'NOERROR, authoritative: mail.demo.shop A |  | '],
    ['demo.shop', 'MX', 'NOERROR, authoritative: demo.shop MX |  | mail.demo.shop A'],
    ['shop.demo.shop', 'A', 'NOERROR, authoritative: shop.demo.shop CNAME, mail.demo.shop A |  | '],
    ['shop.demo.shop', 'CNAME', 'NOERROR, authoritative: shop.demo.shop CNAME |  | '],
    ['away.demo.shop', 'A', 'NOERROR, authoritative: away.demo.shop CNAME |  | '],
    ['mail.demo.shop', 'TXT', 'NOERROR, authoritative:  | demo.shop SOA, mail.demo.shop NSEC | '],
    ['empty.tree.demo.shop', 'A', 'NOERROR, authoritative:  | demo.shop SOA, *.tenants.demo.shop NSEC | '],
    [
      'a.tenants.demo.shop',
      'A',
      'NOERROR, authoritative: a.tenants.demo.shop A | *.tenants.demo.shop NSEC | ',
    ],
    [
      'no.demo.shop',
      'A',
      'NXDOMAIN, authoritative:  | demo.shop SOA, page.new.demo.shop NSEC, demo.shop NSEC | ',
    ],
    [
      'page.old.demo.shop',
      'A',
      'NOERROR, authoritative: old.demo.shop DNAME, page.old.demo.shop CNAME, page.new.demo.shop A |  | ',
    ],
    ['demo.shop', 'DS', 'NOERROR, authoritative: demo.shop DS |  | '],
    ['plain.shop', 'A', 'NOERROR, not authoritative:  | plain.shop NS, plain.shop NSEC | '],
    ['elsewhere.net', 'A', 'REFUSED, not authoritative:  |  | '],
  ])('%s %s', (name, type, expected) => {
    expect(ask(name, type)).toBe(expected);
  });

  it('the parent alone refers to the child, with glue and DS', () => {
    const answer = answerFrom([indexZone(parent)], 'www.demo.shop', 'A');
    expect(answer.authorities.map(({ set, isSigned }) => [set.type, isSigned])).toEqual([
      ['NS', false],
      ['DS', true],
    ]);
    expect(answer.additionals.map(({ set }) => set.values)).toEqual([['45.90.28.11']]);
  });

  it('a negative answer lives as long as the SOA’s minimum (RFC 2308 section 5)', () => {
    const answer = answerFrom([indexZone(child)], 'no.demo.shop', 'A');
    expect(answer.authorities[0]?.set.ttlSeconds).toBe(900);
  });
});
