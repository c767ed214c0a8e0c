import { expect, test } from 'vitest';
import { domain, sender, sayMail, type MailCase } from '../../../test/fixtures/mail-facts.ts';
import type { AnyCheck } from '../../../test/fixtures/domain-facts.ts';
import type { FakeZones } from '../../outside/fake/dns.ts';
import spfLookupsCheck from './spf-lookups.ts';
import spfLoopCheck from './spf-loop.ts';
import spfMissingIncludeCheck from './spf-missing-include.ts';
import spfMxNamesCheck from './spf-mx-names.ts';
import spfOpenEndCheck from './spf-open-end.ts';
import spfOversizeCheck from './spf-oversize.ts';
import spfPermissiveCheck from './spf-permissive.ts';
import spfPresenceCheck from './spf-presence.ts';
import spfPtrCheck from './spf-ptr.ts';
import spfSendersCheck from './spf-senders.ts';
import spfSharedRangeCheck from './spf-shared-range.ts';
import spfSingleCheck from './spf-single.ts';
import spfSyntaxCheck from './spf-syntax.ts';
import spfUnknownSenderCheck from './spf-unknown-sender.ts';
import spfUnreachedCheck from './spf-unreached.ts';
import spfUnusedIncludeCheck from './spf-unused-include.ts';
import spfVoidLookupsCheck from './spf-void-lookups.ts';
import spfWideRangeCheck from './spf-wide-range.ts';

type Row = readonly [story: string, check: AnyCheck, given: MailCase, expected: string];

const spf = (text: string): FakeZones => ({ [domain]: { TXT: [text] } });
const silent = { mail: { senders: [{ ...sender, domain: 'other.example' }] } };
/** A service whose include grew to `count` includes of its own. */
const crowd = (count: number): FakeZones => {
  const names = Array.from({ length: count }, (_, index) => `_spf${index}.post.example`);
  const text = `v=spf1 ${names.map((name) => `include:${name}`).join(' ')} ip4:185.30.0.10 -all`;
  return {
    '_spf.post.example': { TXT: [text] },
    ...Object.fromEntries(
      names.map((name, index) => [name, { TXT: [`v=spf1 ip4:185.31.${index}.0/24 -all`] }]),
    ),
  };
};
const rows: readonly Row[] = [
  ['a record is there', spfPresenceCheck, {}, 'pass: an SPF record at shop.example'],
  [
    'no record',
    spfPresenceCheck,
    { zones: { [`${domain}`]: { TXT: [] } } },
    'fail high: 0 TXT records at shop.example, none of them SPF',
  ],
  [
    'the name servers are silent',
    spfPresenceCheck,
    { failures: { [`${domain} TXT`]: 'timed-out' } },
    'unknown: mail/spf-tree: the TXT records of shop.example could not be had: shop.example TXT: timed-out',
  ],
  [
    'pasted with its quotation marks',
    spfPresenceCheck,
    { zones: { ...spf('"\\"v=spf1 -all\\""') } },
    'n/a: it stands there in quotation marks: domain/pasted-quotes',
  ],
  [
    'a domain nobody sends from',
    spfPresenceCheck,
    { ...silent, zones: { [`${domain}`]: { TXT: [] } } },
    'n/a: the manifest names senders, and none for this domain: mail/silent-domain',
  ],
  ['one', spfSingleCheck, {}, 'pass: one SPF record'],
  [
    'two',
    spfSingleCheck,
    { zones: { [domain]: { TXT: ['v=spf1 -all', 'v=spf1 ~all'] } } },
    'fail blocker: 2 SPF records',
  ],
  ['no mistake', spfSyntaxCheck, {}, 'pass: no error in 2 records'],
  [
    'a leading zero in a prefix',
    spfSyntaxCheck,
    { zones: { ...spf('v=spf1 include:_spf.post.example ip4:185.1.1.0/024 -all') } },
    'fail blocker: shop.example: "ip4:185.1.1.0/024" at character 34: "ip4" needs ":", an address and at most "/n"',
  ],
  [
    'a mistake in the record of the service',
    spfSyntaxCheck,
    { zones: { '_spf.post.example': { TXT: ['v=spf1 ip4:185.30.0.300 -all'] } } },
    'fail blocker: _spf.post.example: "ip4:185.30.0.300" at character 8: "185.30.0.300" is not an IPv4 address',
  ],
  [
    'semicolons',
    spfSyntaxCheck,
    { zones: { ...spf('v=spf1; include:_spf.post.example; -all') } },
    'fail blocker: "v=spf1; include:_spf.post.example; -all" is meant to be SPF and is not recognised',
  ],
  [
    'the include got no answer',
    spfSyntaxCheck,
    { failures: { '_spf.post.example TXT': 'timed-out' } },
    'unknown: _spf.post.example: _spf.post.example TXT: timed-out',
  ],
  ['one look-up', spfLookupsCheck, {}, 'pass: 1 look-ups of 10'],
  [
    'eleven look-ups: receivers stop at 10',
    spfLookupsCheck,
    { zones: crowd(10) },
    'fail blocker: 11 look-ups of 10: senders from "ip4:185.31.9.0/24" on get permerror',
  ],
  ['ten look-ups', spfLookupsCheck, { zones: crowd(9) }, 'fail high: 10 look-ups of 10'],
  [
    'an include got no answer',
    spfLookupsCheck,
    { failures: { '_spf.post.example TXT': 'timed-out' } },
    'unknown: at least 1 look-ups; _spf.post.example: _spf.post.example TXT: timed-out',
  ],
  ['all found', spfVoidLookupsCheck, {}, 'pass: 0 look-ups find nothing'],
  [
    'one dead name',
    spfVoidLookupsCheck,
    { zones: { ...spf('v=spf1 include:_spf.post.example a:gone.example -all') } },
    'fail medium: shop.example: 1 of 2 allowed look-ups find nothing: "a:gone.example"',
  ],
  [
    'three dead names',
    spfVoidLookupsCheck,
    { zones: { ...spf('v=spf1 a:a.gone.example a:b.gone.example a:c.gone.example -all') } },
    'fail blocker: shop.example: 3 of 2 allowed look-ups find nothing: "a:a.gone.example", "a:b.gone.example", "a:c.gone.example"',
  ],
  [
    'an address got no answer',
    spfVoidLookupsCheck,
    { zones: { ...spf('v=spf1 a:slow.example -all') }, failures: { 'slow.example': 'timed-out' } },
    'unknown: shop.example: "a:slow.example" got no answer',
  ],
  ['no mx term', spfMxNamesCheck, {}, 'pass: no term has more than 10 names'],
  [
    'eleven exchangers',
    spfMxNamesCheck,
    {
      zones: {
        ...spf('v=spf1 mx:pool.example -all'),
        'pool.example': { MX: Array.from({ length: 11 }, (_, n) => `${n} mx1.post.example.`) },
      },
    },
    'fail blocker: shop.example: "mx:pool.example" has 11 mail exchangers, receivers read 10',
  ],
  ['all there', spfMissingIncludeCheck, {}, 'pass: all includes and redirects lead to a record'],
  [
    'a service that closed',
    spfMissingIncludeCheck,
    { zones: { ...spf('v=spf1 include:_spf.post.example include:closed.example -all') } },
    'fail blocker: closed.example: include of closed.example, which has no SPF record',
  ],
  [
    'no answer is no absence',
    spfMissingIncludeCheck,
    { failures: { '_spf.post.example TXT': 'SERVFAIL' } },
    'unknown: _spf.post.example: _spf.post.example TXT: SERVFAIL',
  ],
  ['no circle', spfLoopCheck, {}, 'pass: no circle'],
  [
    'a circle of two',
    spfLoopCheck,
    { zones: { '_spf.post.example': { TXT: [`v=spf1 include:${domain} -all`] } } },
    'fail blocker: shop.example: include leads back to shop.example',
  ],
  ['strangers are kept out', spfPermissiveCheck, {}, 'pass: strangers are not let in'],
  [
    'a bare all',
    spfPermissiveCheck,
    { zones: { ...spf('v=spf1 include:_spf.post.example all') } },
    'fail blocker: shop.example: "all" lets the whole internet send',
  ],
  ['small ranges', spfWideRangeCheck, {}, 'pass: no range wider than /16 (IPv4) or /32 (IPv6)'],
  [
    'a /8',
    spfWideRangeCheck,
    { zones: { ...spf('v=spf1 include:_spf.post.example ip4:77.0.0.0/8 -all') } },
    'fail high: shop.example: "ip4:77.0.0.0/8" authorises 77.0.0.0/8, 16777216 addresses',
  ],
  ['the record decides', spfOpenEndCheck, {}, 'pass: the record ends in a decision'],
  [
    'neutral',
    spfOpenEndCheck,
    { zones: { ...spf('v=spf1 include:_spf.post.example ?all') } },
    'fail medium: shop.example: "?all" says nothing about strangers',
  ],
  [
    'no end',
    spfOpenEndCheck,
    { zones: { ...spf('v=spf1 include:_spf.post.example') } },
    'fail medium: shop.example: the record ends without "all" or "redirect", so strangers are neutral',
  ],
  ['no ptr', spfPtrCheck, {}, 'pass: no ptr'],
  [
    'ptr',
    spfPtrCheck,
    { zones: { ...spf('v=spf1 include:_spf.post.example ptr -all') } },
    'fail low: shop.example: "ptr" is slow, unreliable and should not be used',
  ],
  ['small', spfOversizeCheck, {}, 'pass: within 450 bytes'],
  [
    'old texts',
    spfOversizeCheck,
    {
      zones: {
        [domain]: {
          TXT: [
            'v=spf1 include:_spf.post.example -all',
            ...Array.from({ length: 6 }, (_, n) => `${n}${'x'.repeat(90)}`),
          ],
        },
      },
    },
    'fail medium: shop.example: the TXT texts at shop.example add up to 583 bytes, more than a 512 byte answer holds',
  ],
  ['own servers', spfSharedRangeCheck, {}, 'pass: no shared web host'],
  [
    'the web host',
    spfSharedRangeCheck,
    {
      zones: {
        ...spf('v=spf1 include:_spf.post.example include:websitewelcome.com -all'),
        'websitewelcome.com': { TXT: ['v=spf1 ip4:192.185.0.0/16 -all'] },
      },
    },
    'fail medium: shop.example: "include:websitewelcome.com" authorises web servers shared with all other customers of that host',
  ],
  ['all is last', spfUnreachedCheck, {}, 'pass: nothing stands behind "all"'],
  [
    'a sender behind all',
    spfUnreachedCheck,
    { zones: { ...spf('v=spf1 -all include:_spf.post.example') } },
    'fail high: shop.example: "include:_spf.post.example" is never read because of "all"',
  ],
  [
    'a redirect beside all',
    spfUnreachedCheck,
    { zones: { ...spf('v=spf1 include:_spf.post.example -all redirect=x.example') } },
    'fail low: shop.example: "redirect=x.example" is never read because of "all"',
  ],
  ['all needed', spfUnusedIncludeCheck, {}, 'pass: 2 terms, all needed'],
  [
    'twice',
    spfUnusedIncludeCheck,
    { zones: { ...spf('v=spf1 include:_spf.post.example include:_spf.post.example -all') } },
    'fail low: "include:_spf.post.example" repeats what the same record already includes',
  ],
  [
    'a service with a return path of its own',
    spfUnusedIncludeCheck,
    {
      zones: {
        ...spf('v=spf1 include:_spf.post.example include:sendgrid.net -all'),
        'sendgrid.net': { TXT: ['v=spf1 ip4:167.89.0.0/17 -all'] },
      },
    },
    'fail low: "include:sendgrid.net": this service uses a return path of its own, SPF here is never read for it',
  ],
  ['the service is in it', spfSendersCheck, {}, 'pass: 1 declared senders'],
  [
    'the service is not in it',
    spfSendersCheck,
    { zones: { ...spf('v=spf1 mx -all') } },
    'fail high: Post is not in the SPF record',
  ],
  [
    'behind all',
    spfSendersCheck,
    { zones: { ...spf('v=spf1 mx -all include:_spf.post.example') } },
    'n/a: a sender stands behind "all": mail/spf-unreached',
  ],
  [
    'a service with a return path of its own needs none',
    spfSendersCheck,
    { mail: { senders: [{ ...sender, provider: 'Postmark' }] } },
    'pass: 1 declared senders',
  ],
  [
    'a service nobody knows',
    spfSendersCheck,
    { mail: { senders: [{ ...sender, provider: 'Grandfather’s server' }] } },
    'unknown: whether SPF needs Grandfather’s server: its records are not known here',
  ],
  [
    'nothing declared',
    spfSendersCheck,
    { isUndeclared: true },
    'n/a: the manifest names no sender for this domain',
  ],
  ['declared only', spfUnknownSenderCheck, {}, 'pass: every include belongs to a declared sender'],
  [
    'a known service nobody declared',
    spfUnknownSenderCheck,
    {
      zones: {
        ...spf('v=spf1 include:_spf.post.example include:mailgun.org -all'),
        'mailgun.org': { TXT: ['v=spf1 ip4:159.135.224.0/20 -all'] },
      },
    },
    'fail medium proven: Mailgun may send for shop.example and is not declared',
  ],
  [
    'a stranger',
    spfUnknownSenderCheck,
    {
      zones: {
        ...spf('v=spf1 include:_spf.post.example include:q.example -all'),
        'q.example': { TXT: ['v=spf1 ip4:178.62.10.0/24 -all'] },
      },
    },
    'fail low likely: q.example may send for shop.example and is not declared',
  ],
];

test.each(rows)('%s', async (...[, check, given, expected]) => {
  expect(await sayMail(check, given)).toBe(expected);
});
