import { expect, test } from 'vitest';
import { domain, sender, sayMail, type MailCase } from '../../../test/fixtures/mail-facts.ts';
import type { AnyCheck } from '../../../test/fixtures/domain-facts.ts';
import type { FakeZones } from '../../outside/fake/dns.ts';
import dmarcAlignmentCheck from './dmarc-alignment.ts';
import dmarcFailureReportsCheck from './dmarc-failure-reports.ts';
import dmarcObsoleteTagsCheck from './dmarc-obsolete-tags.ts';
import dmarcPolicyCheck from './dmarc-policy.ts';
import dmarcPresenceCheck from './dmarc-presence.ts';
import dmarcReadingsCheck from './dmarc-readings.ts';
import dmarcReportAuthorisationCheck from './dmarc-report-authorisation.ts';
import dmarcReportMailboxCheck from './dmarc-report-mailbox.ts';
import dmarcReportsCheck from './dmarc-reports.ts';
import dmarcSingleCheck from './dmarc-single.ts';
import dmarcSubdomainPolicyCheck from './dmarc-subdomain-policy.ts';
import dmarcSyntaxCheck from './dmarc-syntax.ts';
import dmarcTagOrderCheck from './dmarc-tag-order.ts';
import dmarcTestModeCheck from './dmarc-test-mode.ts';

type Row = readonly [story: string, check: AnyCheck, given: MailCase, expected: string];

const dmarc = (text: string): FakeZones => ({ [`_dmarc.${domain}`]: { TXT: [text] } });
const newsletter = {
  id: 'news',
  kind: 'newsletter',
  from: `Shop <news@${domain}>`,
  trigger: null,
  isMarketing: true,
} as const;

const rows: readonly Row[] = [
  ['a record', dmarcPresenceCheck, {}, 'pass: a record at _dmarc.shop.example'],
  [
    'none',
    dmarcPresenceCheck,
    { zones: { [`_dmarc.${domain}`]: { TXT: [] } } },
    'fail high: no record at _dmarc.shop.example, _dmarc.example',
  ],
  [
    'none, and a newsletter',
    dmarcPresenceCheck,
    { zones: { [`_dmarc.${domain}`]: { TXT: [] } }, mail: { messages: [newsletter] } },
    'fail blocker: no record at _dmarc.shop.example, _dmarc.example',
  ],
  [
    'no answer',
    dmarcPresenceCheck,
    { failures: { [`_dmarc.${domain}`]: 'timed-out' } },
    'unknown: the DMARC record could not be looked for: a name server did not answer',
  ],
  ['one', dmarcSingleCheck, {}, 'pass: no name has two'],
  [
    'two',
    dmarcSingleCheck,
    { zones: { [`_dmarc.${domain}`]: { TXT: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] } } },
    'fail high: more than one record at _dmarc.shop.example',
  ],
  [
    'no answer',
    dmarcSingleCheck,
    { failures: { [`_dmarc.${domain}`]: 'timed-out' } },
    'unknown: the DMARC record could not be looked for: a name server did not answer',
  ],
  ['well written', dmarcSyntaxCheck, {}, 'pass: 3 tags'],
  [
    'lower case',
    dmarcSyntaxCheck,
    { zones: { ...dmarc('v=dmarc1; p=reject') } },
    'fail high: "v=dmarc1; p=reject" is meant to be DMARC and is not recognised',
  ],
  [
    'a misspelt policy',
    dmarcSyntaxCheck,
    { zones: { ...dmarc('v=DMARC1; p=rejct; rua=mailto:a@shop.example') } },
    'fail high: "p=rejct" is not one of none, quarantine, reject: no policy is applied',
  ],
  [
    'a misspelt alignment',
    dmarcSyntaxCheck,
    { zones: { ...dmarc('v=DMARC1; p=reject; adkim=x; rua=mailto:a@shop.example') } },
    'fail medium: "adkim=x" is not one of r, s',
  ],
  [
    'an invented tag',
    dmarcSyntaxCheck,
    { zones: { ...dmarc('v=DMARC1; p=reject; mode=x; rua=mailto:a@shop.example') } },
    'fail low: "mode=" is not a DMARC tag and is ignored',
  ],
  [
    'no answer',
    dmarcSyntaxCheck,
    { failures: { [`_dmarc.${domain}`]: 'timed-out' } },
    'unknown: the DMARC record could not be looked for: a name server did not answer',
  ],
  ['reject', dmarcPolicyCheck, {}, 'pass: p=reject'],
  [
    'watching',
    dmarcPolicyCheck,
    { zones: { ...dmarc('v=DMARC1; p=none; rua=mailto:a@shop.example') } },
    'fail low: p=none, with reports',
  ],
  [
    'watching blind',
    dmarcPolicyCheck,
    { zones: { ...dmarc('v=DMARC1; p=none') } },
    'fail medium: p=none, and nobody gets the reports',
  ],
  ['in force', dmarcTestModeCheck, {}, 'pass: no t=y'],
  [
    't=y',
    dmarcTestModeCheck,
    { zones: { ...dmarc('v=DMARC1; p=quarantine; t=y; rua=mailto:a@shop.example') } },
    'fail medium: p=quarantine with t=y is applied as none',
  ],
  ['follows', dmarcSubdomainPolicyCheck, {}, 'pass: subdomains follow p'],
  [
    'weaker',
    dmarcSubdomainPolicyCheck,
    { zones: { ...dmarc('v=DMARC1; p=reject; sp=none; rua=mailto:a@shop.example') } },
    'fail medium: p=reject with sp=none',
  ],
  ['an address', dmarcReportsCheck, {}, 'pass: mailto:dmarc@shop.example'],
  [
    'none',
    dmarcReportsCheck,
    { zones: { ...dmarc('v=DMARC1; p=reject') } },
    'fail medium: p=reject without rua=',
  ],
  ['own address', dmarcReportAuthorisationCheck, {}, 'pass: 1 destination, 1 of your own'],
  [
    'no consent',
    dmarcReportAuthorisationCheck,
    {
      zones: {
        ...dmarc('v=DMARC1; p=reject; rua=mailto:a@reports.test'),
        'reports.test': { MX: ['10 mx.reports.test.'] },
      },
    },
    'fail high: reports.test has no record at shop.example._report._dmarc.reports.test',
  ],
  [
    'consent',
    dmarcReportAuthorisationCheck,
    {
      zones: {
        ...dmarc('v=DMARC1; p=reject; rua=mailto:a@reports.test'),
        [`${domain}._report._dmarc.reports.test`]: { TXT: ['v=DMARC1'] },
      },
    },
    'pass: 1 destination, 0 of your own',
  ],
  [
    'no answer',
    dmarcReportAuthorisationCheck,
    {
      zones: dmarc('v=DMARC1; p=reject; rua=mailto:a@reports.test'),
      failures: { [`${domain}._report._dmarc.reports.test`]: 'timed-out' },
    },
    'unknown: shop.example._report._dmarc.reports.test got no answer',
  ],
  ['own mailbox', dmarcReportMailboxCheck, {}, 'pass: 1 report domains take mail, your own'],
  [
    'no exchanger',
    dmarcReportMailboxCheck,
    { zones: { ...dmarc('v=DMARC1; p=reject; rua=mailto:a@reports.test') } },
    'fail medium: reports.test has no mail exchanger',
  ],
  [
    'no answer',
    dmarcReportMailboxCheck,
    {
      zones: dmarc('v=DMARC1; p=reject; rua=mailto:a@reports.test'),
      failures: { 'reports.test': 'timed-out' },
    },
    'unknown: the MX of reports.test got no answer',
  ],
  ['none', dmarcObsoleteTagsCheck, {}, 'pass: no pct, rf or ri'],
  [
    'ri',
    dmarcObsoleteTagsCheck,
    { zones: { ...dmarc('v=DMARC1; p=reject; ri=60; rua=mailto:a@shop.example') } },
    'fail low: "ri=" is obsolete and ignored by RFC 9989 receivers',
  ],
  ['p second', dmarcTagOrderCheck, {}, 'pass: p= follows v='],
  [
    'p last',
    dmarcTagOrderCheck,
    { zones: { ...dmarc('v=DMARC1; rua=mailto:a@shop.example; p=reject') } },
    'fail low: the order is v, rua, p',
  ],
  ['none asked', dmarcFailureReportsCheck, {}, 'pass: fo=0'],
  [
    'fo alone',
    dmarcFailureReportsCheck,
    { zones: { ...dmarc('v=DMARC1; p=reject; fo=1; rua=mailto:a@shop.example') } },
    'fail low: fo= without ruf=',
  ],
  ['the same', dmarcReadingsCheck, {}, 'pass: both read reject'],
  [
    'a share',
    dmarcReadingsCheck,
    { zones: { ...dmarc('v=DMARC1; p=reject; pct=20; rua=mailto:a@shop.example') } },
    'fail medium: pct=20: old receivers apply reject to that share, new ones to all',
  ],
  [
    'no answer above',
    dmarcReadingsCheck,
    { failures: { '_dmarc.example': 'timed-out' } },
    'unknown: the DMARC record could not be looked for: a name server did not answer',
  ],
  [
    'the service signs as the domain',
    dmarcAlignmentCheck,
    { mail: { messages: [newsletter] } },
    'pass: 1 of 1 sender signing as shop.example',
  ],
  [
    'strict, and the service signs as a subdomain',
    dmarcAlignmentCheck,
    {
      zones: dmarc('v=DMARC1; p=reject; adkim=s; rua=mailto:a@shop.example'),
      mail: { messages: [newsletter], senders: [{ ...sender, domain: `m.${domain}` }] },
    },
    'fail high: no sender signs as shop.example; Post signs as m.shop.example',
  ],
  [
    'no record',
    dmarcAlignmentCheck,
    { zones: { [`_dmarc.${domain}`]: { TXT: [] } }, mail: { messages: [newsletter] } },
    'n/a: there is no DMARC record: mail/dmarc-presence',
  ],
];

test.each(rows)('%s', async (...[, check, given, expected]) => {
  expect(await sayMail(check, given)).toBe(expected);
});
