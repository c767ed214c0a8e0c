import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReportSummary, SenderSummary } from '../reports/summary.ts';
import { adviseLadder, type LadderAdvice } from './ladder.ts';
import { parseDmarc } from './record.ts';

const day = 86_400;
const postmark: SenderSummary = {
  source: 'Postmark',
  service: 'postmark',
  namedBy: 'signature',
  because: 'it passes DMARC',
  messages: 1000,
  passing: 1000,
  dkimAligned: 1000,
  spfAligned: 0,
  forwarded: 0,
  failing: 0,
  spoofed: 0,
  refused: 0,
  addresses: [],
  addressCount: 0,
  selectors: [],
  fromDomains: ['shop.example'],
  kind: 'ours',
};
const clean: ReportSummary = {
  domain: 'shop.example',
  reports: 20,
  reporters: [{ name: 'google.com', messages: 1000 }],
  forms: { rfc7489: 20, rfc9990: 0 },
  begin: 0,
  end: 20 * day,
  days: 20,
  messages: 1000,
  passing: 1000,
  forwarded: 0,
  failing: 0,
  spoofed: 0,
  senders: [postmark],
  moreSenders: 0,
  weeks: [],
  policies: [{ p: 'none', days: 20 }],
  dropped: 0,
};

const advise = (
  record: string | null,
  rest: Partial<ReportSummary> = {},
  nowSeconds = 21 * day,
): LadderAdvice =>
  adviseLadder(record === null ? null : parseDmarc(record), {
    summary: { ...clean, ...rest },
    reportAddress: 'dmarc@shop.example',
    nowSeconds,
  });

const quarantined = { policies: [{ p: 'quarantine', days: 20 }] };

describe('MAIL-3 clean evidence allows the next step and says the exact record', () => {
  test.each<readonly [string, string | null, Partial<ReportSummary>, string, string | null]>([
    ['from nothing: monitoring', null, {}, 'v=DMARC1; p=none; rua=mailto:dmarc@shop.example', null],
    [
      'from none: quarantine, other tags kept, obsolete ones gone',
      'v=DMARC1; p=none; pct=100; rua=mailto:d@shop.example; adkim=s',
      {},
      'v=DMARC1; p=quarantine; rua=mailto:d@shop.example; adkim=s',
      'v=DMARC1; p=quarantine; t=y; pct=0; rua=mailto:d@shop.example; adkim=s',
    ],
    [
      'from quarantine in test mode: quarantine in earnest',
      'v=DMARC1; p=quarantine; t=y; rua=mailto:d@shop.example',
      {},
      'v=DMARC1; p=quarantine; rua=mailto:d@shop.example',
      'v=DMARC1; p=quarantine; t=y; pct=0; rua=mailto:d@shop.example',
    ],
    [
      'from quarantine for a tenth of the mail at old receivers: quarantine for all',
      'v=DMARC1; p=quarantine; pct=10; rua=mailto:d@shop.example',
      {},
      'v=DMARC1; p=quarantine; rua=mailto:d@shop.example',
      'v=DMARC1; p=quarantine; t=y; pct=0; rua=mailto:d@shop.example',
    ],
    [
      'from quarantine: reject',
      'v=DMARC1; p=quarantine; rua=mailto:d@shop.example',
      quarantined,
      'v=DMARC1; p=reject; rua=mailto:d@shop.example',
      'v=DMARC1; p=reject; t=y; pct=0; rua=mailto:d@shop.example',
    ],
    [
      'at the top: the record stays',
      'v=DMARC1; p=reject; rua=mailto:d@shop.example',
      {},
      'v=DMARC1; p=reject; rua=mailto:d@shop.example',
      null,
    ],
  ])('%s', (_story, record, rest, next, rehearsal) => {
    const advice = advise(record, rest);
    expect([advice.isReady, advice.record, advice.rehearsal]).toEqual([true, next, rehearsal]);
  });
});

describe('MAIL-3 what is missing is said with its figure', () => {
  const none = 'v=DMARC1; p=none; rua=mailto:d@shop.example';
  const crm: SenderSummary = {
    ...postmark,
    source: 'crm.example',
    service: null,
    kind: 'unaligned',
    messages: 40,
    passing: 0,
    failing: 40,
  };
  test.each<readonly [string, string, Partial<ReportSummary>, number, readonly string[]]>([
    ['five days', none, { days: 5 }, 21, ['the reports cover 5 days, 14 are needed']],
    ['twelve mails', none, { messages: 12 }, 21, ['the reports count 12 mails, 50 are needed']],
    ['old reports', none, {}, 80, ['the newest report is 60 days old, at most 30 are allowed']],
    ['nobody passes', none, { senders: [] }, 21, ['no sender of yours passes yet']],
    [
      'a tenth of our own mail fails',
      none,
      { senders: [{ ...postmark, passing: 900, failing: 100 }] },
      21,
      ['Postmark: 100 of 1000 mails fail'],
    ],
    [
      'mail that was passed on does not count',
      none,
      { senders: [{ ...postmark, passing: 900, forwarded: 100 }] },
      21,
      [],
    ],
    [
      'a service that signs as itself',
      none,
      { senders: [postmark, crm] },
      21,
      ['crm.example: 40 mails are authenticated, but not as your domain: set it up or disown it'],
    ],
    [
      'forgers never hold anybody back',
      none,
      { senders: [postmark, { ...crm, kind: 'stranger', failing: 0, spoofed: 40 }] },
      21,
      [],
    ],
    [
      'quarantine since three days',
      'v=DMARC1; p=quarantine; rua=mailto:d@shop.example',
      { policies: [{ p: 'quarantine', days: 3 }] },
      21,
      ['the reports show quarantine for 3 days, 14 are needed'],
    ],
  ])('%s', (_story, record, rest, now, missing) => {
    expect(advise(record, rest, now * day).blockers).toEqual(missing);
  });
});

test('MAIL-3 all rungs are shown: held, allowed, blocked with the reason', () => {
  const { steps } = advise('v=DMARC1; p=none; rua=mailto:d@shop.example');
  expect(steps.map(({ policy, state, missing }) => [policy, state, ...missing])).toEqual([
    ['none', 'held'],
    ['quarantine', 'allowed'],
    ['reject', 'blocked', 'quarantine comes first'],
  ]);
});

test('notes: test mode, obsolete share, open subdomains, and lists before reject', () => {
  const list: SenderSummary = {
    ...postmark,
    source: 'list.example',
    kind: 'forwarder',
    messages: 30,
    passing: 10,
    forwarded: 30,
  };
  const record = 'v=DMARC1; p=quarantine; sp=none; rua=mailto:d@shop.example';
  expect(advise(record, { ...quarantined, senders: [postmark, list] }).notes).toEqual([
    '20 mails came through forwarders or lists and fail: RFC 9989 section 7.4 advises against reject for domains whose people use mailing lists',
    '"sp=none" stays: forged subdomains are still delivered; drop it once their mail passes, too',
  ]);
  expect(advise('v=DMARC1; p=none; t=y; pct=50').notes).toEqual([
    '"t=y" lowers the policy by one step: drop it to enforce',
    '"pct=" is obsolete and left out of the new record',
  ]);
});

test('a policy that hits our own mail is told first', () => {
  const hurt = { ...postmark, passing: 900, failing: 100, refused: 80 };
  const { notes, isReady } = advise('v=DMARC1; p=reject; rua=mailto:d@shop.example', { senders: [hurt] });
  expect([isReady, ...notes]).toEqual([
    true,
    '80 mails of your own senders (Postmark) were quarantined or rejected: repair that sender at once, or go one step back until it is',
  ]);
});

test('law: whatever the record, the next one is read back as what was meant', () => {
  fc.assert(
    fc.property(fc.string(), (tail) => {
      const advice = advise(`v=DMARC1;${tail}`);
      const next = parseDmarc(advice.record);
      expect([next.p, next.isTesting, next.pct]).toEqual([advice.next, false, null]);
    }),
    { seed: 9989, numRuns: 300 },
  );
});
