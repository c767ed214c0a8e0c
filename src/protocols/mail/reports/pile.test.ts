import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AggregateRecord, AggregateReport } from './aggregate.ts';
import type { FailureReport } from './failure.ts';
import { weekOf } from './flow.ts';
import { ReportPile } from './pile.ts';
import type { ReverseNames } from './source-name.ts';
import { type ReportSummary, summarizePile, type SummaryOptions } from './summary.ts';
import type { TlsReport } from './tls.ts';

const day = 86_400;
/** Monday, 2026-03-02, 00:00 UTC. */
const monday = 1_772_409_600;

const record = (rest: Partial<AggregateRecord>): AggregateRecord => ({
  sourceIp: '192.0.2.1',
  count: 1,
  disposition: 'none',
  dkim: 'fail',
  spf: 'fail',
  reasons: [],
  headerFrom: 'shop.example',
  envelopeFrom: null,
  envelopeTo: null,
  dkimResults: [],
  spfResults: [],
  ...rest,
});

const report = (
  records: readonly AggregateRecord[],
  rest: Partial<AggregateReport> = {},
): AggregateReport => ({
  form: 'rfc7489',
  reporter: 'big.example',
  email: null,
  reportId: 'r1',
  begin: monday,
  end: monday + day - 1,
  generator: null,
  policy: {
    domain: 'shop.example',
    p: 'none',
    sp: null,
    np: null,
    adkim: null,
    aspf: null,
    pct: null,
    fo: null,
    testing: null,
    discovery: null,
  },
  records,
  warnings: [],
  ...rest,
});

const pileOf = (reports: readonly AggregateReport[]): ReportPile => {
  const pile = new ReportPile();
  for (const [index, one] of reports.entries())
    pile.add(`file ${index}`, [{ state: 'read', kind: 'aggregate', report: one }], 'file');
  return pile;
};

function summaryOf(records: readonly AggregateRecord[], options: SummaryOptions = {}): ReportSummary {
  const [domain] = pileOf([report(records)]).domains();
  if (domain === undefined) throw new Error('no domain');
  return summarizePile(domain, options);
}

const dkim = (domain: string, selector = 's1', result = 'pass') => ({ domain, selector, result });
const spf = (domain: string, result = 'pass') => ({ domain, scope: 'mfrom', result });

/** Mail of ours through SendGrid, aligned both ways. */
const home = record({
  sourceIp: '192.0.2.1',
  count: 900,
  dkim: 'pass',
  spf: 'pass',
  dkimResults: [dkim('shop.example'), dkim('sendgrid.net', 'smtpapi')],
  spfResults: [spf('em1.shop.example')],
});

const line = ({
  source,
  kind,
  messages,
  passing,
  forwarded,
  failing,
  spoofed,
}: ReportSummary['senders'][number]) =>
  `${source}: ${kind}, ${messages} mails, ${passing} pass, ${forwarded} forwarded, ${failing} fail, ${spoofed} spoofed`;

describe('MAIL-3 who sends as us: each story beside 900 good mails through SendGrid', () => {
  const ours = 'Twilio SendGrid: ours, 900 mails, 900 pass, 0 forwarded, 0 fail, 0 spoofed';
  test.each<readonly [string, Partial<AggregateRecord>, string]>([
    [
      'a forger: nothing passes for anybody',
      { sourceIp: '203.0.113.5', count: 3, spfResults: [spf('shop.example', 'fail')] },
      '203.0.113.5: stranger, 3 mails, 0 pass, 0 forwarded, 0 fail, 3 spoofed',
    ],
    [
      'a forger with a made-up signature of ours under a key that never passed',
      { sourceIp: '203.0.113.6', count: 3, dkimResults: [dkim('shop.example', 'zz', 'fail')] },
      '203.0.113.6: stranger, 3 mails, 0 pass, 0 forwarded, 0 fail, 3 spoofed',
    ],
    [
      'a mailing list, told by the receiver',
      { sourceIp: '203.0.113.7', count: 2, reasons: [{ type: 'mailing_list', comment: null }] },
      '203.0.113.7: forwarder, 2 mails, 0 pass, 2 forwarded, 0 fail, 0 spoofed',
    ],
    [
      'a list that changed the mail: our real key is in it, broken',
      {
        sourceIp: '203.0.113.8',
        count: 4,
        dkimResults: [dkim('shop.example', 's1', 'fail')],
        spfResults: [spf('lists.club.example')],
      },
      'club.example: forwarder, 4 mails, 0 pass, 4 forwarded, 0 fail, 0 spoofed',
    ],
    [
      'a forwarder that left the mail whole: our signature passes from an address that is not ours',
      {
        sourceIp: '203.0.113.9',
        count: 5,
        dkim: 'pass',
        dkimResults: [dkim('shop.example')],
        spfResults: [spf('relay.example')],
      },
      'relay.example: forwarder, 5 mails, 5 pass, 5 forwarded, 0 fail, 0 spoofed',
    ],
    [
      'an ARC chain that passed at the receiver',
      { sourceIp: '203.0.113.10', count: 2, reasons: [{ type: 'local_policy', comment: 'arc=pass' }] },
      '203.0.113.10: forwarder, 2 mails, 0 pass, 2 forwarded, 0 fail, 0 spoofed',
    ],
    [
      'a service that signs as itself',
      { sourceIp: '198.51.100.9', count: 40, dkimResults: [dkim('mailgun.org', 'mg')] },
      'Mailgun: unaligned, 40 mails, 0 pass, 0 forwarded, 40 fail, 0 spoofed',
    ],
    [
      'an unknown name that authenticates as itself',
      { sourceIp: '198.51.100.10', count: 7, spfResults: [spf('bounce.crm.example')] },
      'crm.example: unaligned, 7 mails, 0 pass, 0 forwarded, 7 fail, 0 spoofed',
    ],
    [
      'a subdomain of ours that strict alignment does not accept',
      { sourceIp: '198.51.100.11', count: 6, spfResults: [spf('bounce.shop.example')] },
      'shop.example: ours, 6 mails, 0 pass, 0 forwarded, 6 fail, 0 spoofed',
    ],
  ])('%s', (_story, rest, expected) => {
    expect(summaryOf([home, record(rest)]).senders.map(line)).toEqual([ours, expected]);
  });

  test('our own service that forgets our signature is broken, not a stranger', () => {
    const bare = record({
      sourceIp: '192.0.2.44',
      count: 100,
      dkimResults: [dkim('sendgrid.net', 'smtpapi')],
    });
    expect(summaryOf([home, bare]).senders.map(line)).toEqual([
      'Twilio SendGrid: ours, 1000 mails, 900 pass, 0 forwarded, 100 fail, 0 spoofed',
    ]);
  });

  test('a sender that only signs, from where it always sends, is ours and no forwarder', () => {
    const signer = record({
      sourceIp: '192.0.2.99',
      count: 80,
      dkim: 'pass',
      dkimResults: [dkim('shop.example', 'own')],
    });
    expect(summaryOf([home, signer]).senders.map(line)).toContain(
      'shop.example: ours, 80 mails, 80 pass, 0 forwarded, 0 fail, 0 spoofed',
    );
  });

  test('reverse names name what signs nothing, when they are known', () => {
    const reverse: ReverseNames = new Map([['203.0.113.5', 'vps7.cheap-hosting.example']]);
    const forger = record({ sourceIp: '203.0.113.5', count: 3 });
    expect(summaryOf([home, forger], { reverse }).senders[1]).toMatchObject({
      source: 'cheap-hosting.example',
      namedBy: 'reverse name',
      kind: 'stranger',
      addresses: [{ address: '203.0.113.5', messages: 3, host: 'vps7.cheap-hosting.example' }],
    });
  });

  test('a source told to be none of ours counts as spoofed', () => {
    const crm = record({ sourceIp: '198.51.100.10', count: 7, spfResults: [spf('bounce.crm.example')] });
    const { senders } = summaryOf([home, crm], { disowned: new Set(['crm.example']) });
    expect(senders[1]).toMatchObject({ source: 'crm.example', kind: 'stranger', spoofed: 7, failing: 0 });
  });
});

describe('a report counts once', () => {
  test('sent twice, whatever its wrapping', () => {
    const pile = pileOf([report([home]), report([home])]);
    expect([pile.totals.aggregate, pile.totals.duplicates, pile.domains()[0]?.messages, pile.notes]).toEqual([
      1,
      1,
      900,
      [],
    ]);
  });
  test('the same id with other figures: the first counts, and it is said', () => {
    const pile = pileOf([report([home]), report([{ ...home, count: 5 }])]);
    expect([pile.domains()[0]?.messages, pile.notes]).toEqual([
      900,
      ['file 1: another report with the same id and other figures came before; that one counts'],
    ]);
  });
  test('without an id, only equal content is a duplicate', () => {
    const noId = { reportId: '' };
    const pile = pileOf([report([home], noId), report([home], noId), report([{ ...home, count: 5 }], noId)]);
    expect([pile.totals.aggregate, pile.totals.duplicates]).toEqual([2, 1]);
  });
  test('other domains and other reporters with the same id are other reports', () => {
    const other = { ...report([home]).policy, domain: 'news.example' };
    const pile = pileOf([
      report([home]),
      report([home], { policy: other }),
      report([home], { reporter: 'b.example' }),
    ]);
    expect([
      pile.totals.aggregate,
      pile.totals.duplicates,
      pile.domains().map(({ domain }) => domain),
    ]).toEqual([3, 0, ['shop.example', 'news.example']]);
  });
});

describe('weeks', () => {
  test.each([
    ['Monday 00:00', monday, 0],
    ['Sunday 23:00', monday + 7 * day - 3600, 0],
    ['the Monday after', monday + 7 * day, 7],
    ['the Sunday before', monday - 3600, -7],
  ])('%s', (_name, begin, offset) => {
    expect(weekOf({ begin, end: begin }) - monday / day).toBe(offset);
  });

  test('the trend, and evidence from a week on', () => {
    const older = report([{ ...home, dkim: 'fail', spf: 'fail', dkimResults: [], count: 50 }], {
      reportId: 'old',
    });
    const newer = report([home], { reportId: 'new', begin: monday + 7 * day, end: monday + 8 * day - 1 });
    const [domain] = pileOf([older, newer]).domains();
    if (domain === undefined) throw new Error('no domain');
    const all = summarizePile(domain);
    expect(all.weeks.map(({ week, messages, passing }) => [week - monday / day, messages, passing])).toEqual([
      [0, 50, 0],
      [7, 900, 900],
    ]);
    const recent = summarizePile(domain, { sinceWeek: monday / day + 7 });
    expect([recent.messages, recent.passing, recent.days, all.days]).toEqual([900, 900, 1, 2]);
  });
});

test('failure reports keep no subject, no body and no whole address', () => {
  const failureReport: FailureReport = {
    form: 'arf',
    feedbackType: 'auth-failure',
    sourceIp: '203.0.113.5',
    reportedDomain: 'shop.example',
    arrivalDate: null,
    authFailure: 'dmarc',
    deliveryResult: 'reject',
    identityAlignment: 'none',
    authenticationResults: null,
    dkimDomain: null,
    dkimSelector: null,
    spfDns: null,
    originalMailFrom: 'private.person@crm.example',
    originalFrom: 'Private Person <private.person@shop.example>',
    originalSubject: 'Your diagnosis',
    userAgent: null,
  };
  const pile = new ReportPile();
  pile.add('a', [{ state: 'read', kind: 'failure', report: failureReport }], 'mailbox');
  pile.add('b', [{ state: 'read', kind: 'failure', report: failureReport }], 'mailbox');
  expect(pile.failures()).toEqual([
    {
      reportedDomain: 'shop.example',
      sourceIp: '203.0.113.5',
      authFailure: 'dmarc',
      deliveryResult: 'reject',
      dkimDomain: null,
      dkimSelector: null,
      from: 'p***@shop.example',
      envelopeFrom: 'p***@crm.example',
      reports: 2,
    },
  ]);
  expect(JSON.stringify(pile.failures())).not.toMatch(/diagnosis|private/i);
});

test('TLS reports: sessions by policy domain, problems with what they mean', () => {
  const tls = (reportId: string): TlsReport => ({
    reporter: 'big.example',
    reportId,
    start: '2026-03-02T00:00:00Z',
    end: '2026-03-02T23:59:59Z',
    policies: [
      {
        type: 'sts',
        domain: 'shop.example',
        successes: 100,
        failures: 3,
        details: [
          {
            result: 'certificate-expired',
            count: 3,
            mx: 'mx1.post.example',
            sendingIp: '192.0.2.1',
            reason: null,
          },
        ],
      },
    ],
  });
  const pile = new ReportPile();
  for (const id of ['a', 'a', 'b']) pile.add(id, [{ state: 'read', kind: 'tls', report: tls(id) }], 'file');
  expect(pile.totals.duplicates).toBe(1);
  expect(pile.tls()).toMatchObject([
    {
      domain: 'shop.example',
      reports: 2,
      successes: 200,
      failures: 6,
      problems: [{ result: 'certificate-expired', sessions: 6, exchangers: ['mx1.post.example'] }],
    },
  ]);
});

test('law: every mail is in exactly one of passing, forwarded and failing, failing, spoofed', () => {
  const results = fc.array(
    fc.record({
      domain: fc.constantFrom('shop.example', 'em.shop.example', 'sendgrid.net', 'club.example'),
      selector: fc.constantFrom('s1', 's2', null),
      result: fc.constantFrom('pass', 'fail', 'none'),
    }),
    { maxLength: 3 },
  );
  const aRecord = fc.record({
    sourceIp: fc.constantFrom('192.0.2.1', '192.0.2.2', '2001:db8::1'),
    count: fc.nat(1000),
    dkim: fc.constantFrom('pass' as const, 'fail' as const),
    spf: fc.constantFrom('pass' as const, 'fail' as const),
    dkimResults: results,
    spfResults: results.map((list) => list.map(({ domain, result }) => ({ domain, result, scope: null }))),
    reasons: fc.constantFrom([], [{ type: 'forwarded', comment: null }]),
  });
  fc.assert(
    fc.property(fc.array(aRecord, { maxLength: 20 }), (rows) => {
      const { messages, passing, failing, spoofed, senders, weeks } = summaryOf(rows.map(record));
      const lost = senders.reduce(
        (sum, one) => sum + one.messages - one.passing - one.failing - one.spoofed,
        0,
      );
      const lostAndForwarded = senders.reduce((sum, one) => sum + one.forwarded, 0);
      expect(lost).toBeGreaterThanOrEqual(0);
      expect(lost).toBeLessThanOrEqual(lostAndForwarded);
      expect(passing + failing + spoofed + lost).toBe(messages);
      expect(weeks.reduce((sum, week) => sum + week.messages, 0)).toBe(messages);
      expect(messages).toBe(rows.reduce((sum, { count }) => sum + count, 0));
    }),
    { seed: 9990, numRuns: 300 },
  );
});
