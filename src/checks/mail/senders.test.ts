import { expect, test } from 'vitest';
import { domain, key2048, sender, sayMail, type MailCase } from '../../../test/fixtures/mail-facts.ts';
import type { AnyCheck } from '../../../test/fixtures/domain-facts.ts';
import type { FakeZones } from '../../outside/fake/dns.ts';
import { blockLists, testEntry } from '../../protocols/mail/dnsbl.ts';
import blockListCheck from './block-list.ts';
import senderDeadCheck from './sender-dead.ts';
import senderHalfConfiguredCheck from './sender-half-configured.ts';
import senderLeftOverCheck from './sender-left-over.ts';
import silentDomainCheck from './silent-domain.ts';

// MAIL-8
type Row = readonly [story: string, check: AnyCheck, given: MailCase, expected: string];

const silent = { mail: { senders: [{ ...sender, domain: 'other.example' }] } };
const sendgridTarget = (selector: string): string => `${selector}.domainkey.u1.wl1.sendgrid.net`;
const sendgrid = (...has: readonly boolean[]): FakeZones => ({
  ...Object.fromEntries(
    has.flatMap((isThere, index) =>
      isThere
        ? [[`s${index + 1}._domainkey.${domain}`, { CNAME: [`${sendgridTarget(`s${index + 1}`)}.`] }]]
        : [],
    ),
  ),
  [sendgridTarget('s1')]: { TXT: [`v=DKIM1; p=${key2048}`] },
  [sendgridTarget('s2')]: { TXT: [`v=DKIM1; p=${key2048}`] },
});
const keysGone = { [sendgridTarget('s1')]: { TXT: [] }, [sendgridTarget('s2')]: { TXT: [] } };
const refusing = Object.fromEntries(blockLists.map((list) => [testEntry(list), { A: ['127.255.255.254'] }]));

const rows: readonly Row[] = [
  ['it sends', silentDomainCheck, {}, 'n/a: the domain sends mail, or nobody says that it does not'],
  [
    'it never sends and says so',
    silentDomainCheck,
    { ...silent, zones: { [domain]: { MX: ['0 .'], TXT: ['v=spf1 -all'] } } },
    'pass: SPF, MX and DMARC say so',
  ],
  [
    'it never sends and says nothing',
    silentDomainCheck,
    { ...silent, zones: { [`${domain}`]: { TXT: [] } } },
    'fail medium: SPF is not "v=spf1 -all", although the manifest names senders, and none for this domain',
  ],
  [
    'DMARC got no answer',
    silentDomainCheck,
    {
      ...silent,
      zones: { [domain]: { MX: ['0 .'], TXT: ['v=spf1 -all'] } },
      failures: { [`_dmarc.${domain}`]: 'timed-out' },
    },
    'unknown: the DMARC record could not be looked for: a name server did not answer',
  ],
  ['no known service', senderHalfConfiguredCheck, {}, 'n/a: no known mail service is seen'],
  [
    'complete',
    senderHalfConfiguredCheck,
    { zones: sendgrid(true, true) },
    'pass: nothing is proven missing for Twilio SendGrid',
  ],
  [
    'the second key is missing',
    senderHalfConfiguredCheck,
    { zones: sendgrid(true, false) },
    'fail medium proven: Twilio SendGrid lacks CNAME s2._domainkey.shop.example',
  ],
  [
    'the same, declared',
    senderHalfConfiguredCheck,
    { zones: sendgrid(true, false), mail: { senders: [{ ...sender, provider: 'SendGrid' }] } },
    'fail high proven: Twilio SendGrid lacks CNAME s2._domainkey.shop.example',
  ],
  [
    'the second key got no answer',
    senderHalfConfiguredCheck,
    { zones: sendgrid(true, false), failures: { [`s2._domainkey.${domain}`]: 'timed-out' } },
    'unknown: 1 selector got no answer, s2 first',
  ],
  ['no known service', senderDeadCheck, {}, 'n/a: no known mail service is seen'],
  ['a service with its keys', senderDeadCheck, { zones: sendgrid(true, true) }, 'pass: 1 service, none dead'],
  [
    'its keys are gone',
    senderDeadCheck,
    { zones: { ...sendgrid(true, true), ...keysGone } },
    'fail low: Twilio SendGrid: its keys are gone',
  ],
  [
    'the same, declared',
    senderDeadCheck,
    {
      zones: { ...sendgrid(true, true), ...keysGone },
      mail: { senders: [{ ...sender, provider: 'SendGrid' }] },
    },
    'fail high: Twilio SendGrid: its keys are gone',
  ],
  ['nothing', senderLeftOverCheck, {}, 'pass: no text without its service'],
  [
    'a text',
    senderLeftOverCheck,
    { zones: { [domain]: { TXT: ['v=spf1 include:_spf.post.example -all', 'zoho-verification=zb1'] } } },
    'fail low: Zoho Mail: only its verification text is there',
  ],
  ['on none', blockListCheck, {}, 'pass: on none of 6 lists'],
  [
    'the address is listed',
    blockListCheck,
    { zones: { '10.0.30.185.zen.spamhaus.org': { A: ['127.0.0.3'] } } },
    'fail high: 185.30.0.10 is on Spamhaus ZEN (127.0.0.3)',
  ],
  [
    'the domain is listed',
    blockListCheck,
    { zones: { [`${domain}.multi.surbl.org`]: { A: ['127.0.0.8'] } } },
    'fail high: shop.example is on SURBL (127.0.0.8)',
  ],
  [
    'a refusal is no listing',
    blockListCheck,
    { zones: refusing },
    'pass: on none of 4 lists; 2 did not answer this resolver',
  ],
];

test.each(rows)('%s', async (...[, check, given, expected]) => {
  expect(await sayMail(check, given)).toBe(expected);
});
