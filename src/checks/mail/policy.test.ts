import { expect, test } from 'vitest';
import { domain, policyText, policyUrl, sayMail, type MailCase } from '../../../test/fixtures/mail-facts.ts';
import type { AnyCheck } from '../../../test/fixtures/domain-facts.ts';
import type { FakeZones } from '../../outside/fake/dns.ts';
import bimiCheck from './bimi.ts';
import mtaStsCoverageCheck from './mta-sts-coverage.ts';
import mtaStsMaxAgeCheck from './mta-sts-max-age.ts';
import mtaStsMediaTypeCheck from './mta-sts-media-type.ts';
import mtaStsModeCheck from './mta-sts-mode.ts';
import mtaStsPolicyCheck from './mta-sts-policy.ts';
import mtaStsRecordCheck from './mta-sts-record.ts';
import tlsRptCheck from './tls-rpt.ts';

type Row = readonly [story: string, check: AnyCheck, given: MailCase, expected: string];

const dmarc = (text: string): FakeZones => ({ [`_dmarc.${domain}`]: { TXT: [text] } });
const twoExchangers = { [domain]: { MX: ['10 mx1.post.example.', '20 mx2.post.example.'] } };
const logoUrl = `https://${domain}/mark.svg`;
const bimi = { [`default._bimi.${domain}`]: { TXT: [`v=BIMI1; l=${logoUrl}`] } };
const logo =
  '<svg version="1.2" baseProfile="tiny-ps" viewBox="0 0 9 9"><title>Shop</title><circle r="3"/></svg>';

const rows: readonly Row[] = [
  ['a record', mtaStsRecordCheck, {}, 'pass: id=1'],
  [
    'nothing',
    mtaStsRecordCheck,
    { zones: { [`_mta-sts.${domain}`]: { TXT: [] }, [`mta-sts.${domain}`]: { A: [] } } },
    'fail low: no record at _mta-sts',
  ],
  [
    'a policy nobody is told about',
    mtaStsRecordCheck,
    { zones: { [`_mta-sts.${domain}`]: { TXT: [] } } },
    'fail medium: a policy file and no record at _mta-sts: nobody reads it',
  ],
  [
    'a wrong id',
    mtaStsRecordCheck,
    { zones: { [`_mta-sts.${domain}`]: { TXT: ['v=STSv1; id=a-b'] } } },
    'fail medium: "id=a-b" is not 1 to 32 letters and digits',
  ],
  [
    'no answer',
    mtaStsRecordCheck,
    { failures: { [`_mta-sts.${domain}`]: 'timed-out' } },
    'unknown: the MTA-STS record got no answer',
  ],
  ['fetched', mtaStsPolicyCheck, {}, 'pass: mode enforce'],
  ['gone', mtaStsPolicyCheck, { http: { [policyUrl]: { status: 404 } } }, 'fail high: status 404, not 200'],
  [
    'a redirect',
    mtaStsPolicyCheck,
    { http: { [policyUrl]: { status: 301, headers: { location: 'https://shop.example/' } } } },
    'fail high: status 301 to https://shop.example/: senders do not follow redirects',
  ],
  [
    'a certificate for another name',
    mtaStsPolicyCheck,
    {
      http: {
        [policyUrl]: { body: policyText, tls: { authorizationError: 'ERR_TLS_CERT_ALTNAME_INVALID' } },
      },
    },
    'fail high: mta-sts.shop.example: the certificate is for another name',
  ],
  [
    'the same at a host that is judged by itself',
    mtaStsPolicyCheck,
    {
      http: {
        [policyUrl]: { body: policyText, tls: { authorizationError: 'ERR_TLS_CERT_ALTNAME_INVALID' } },
      },
      hosts: [`mta-sts.${domain}`],
      facts: { 'domain/addresses': {} },
    },
    'n/a: mta-sts.shop.example: the certificate is for another name: told by the checks of tls',
  ],
  [
    'the address got no answer',
    mtaStsPolicyCheck,
    { failures: { [`mta-sts.${domain}`]: 'timed-out' } },
    'unknown: the address of mta-sts.shop.example got no answer',
  ],
  [
    'an address in place of an exchanger',
    mtaStsCoverageCheck,
    { zones: { [domain]: { MX: ['10 192.0.2.25.'] } } },
    'n/a: the MX record names an address, not a host: domain/mx-target',
  ],
  [
    'an address beside an exchanger',
    mtaStsCoverageCheck,
    { zones: { [domain]: { MX: ['10 mx1.post.example.', '20 192.0.2.25.'] } } },
    'pass: 1 exchanger covered',
  ],
  ['covered', mtaStsCoverageCheck, {}, 'pass: 1 exchanger covered'],
  [
    'not covered',
    mtaStsCoverageCheck,
    { zones: twoExchangers },
    'fail blocker: mx2.post.example is not in the policy (mode enforce)',
  ],
  [
    'the exchangers are not known',
    mtaStsCoverageCheck,
    { failures: { [`${domain} MX`]: 'timed-out' } },
    'unknown: mail/mx: the MX records of shop.example could not be had: shop.example MX: timed-out',
  ],
  ['enforce', mtaStsModeCheck, {}, 'pass: mode: enforce'],
  [
    'testing',
    mtaStsModeCheck,
    { http: { [policyUrl]: { body: policyText.replace('enforce', 'testing') } } },
    'fail low: mode: testing',
  ],
  ['a week', mtaStsMaxAgeCheck, {}, 'pass: 7 days'],
  [
    'an hour',
    mtaStsMaxAgeCheck,
    { http: { [policyUrl]: { body: policyText.replace('604800', '3600') } } },
    'fail low: max_age: 3600 seconds',
  ],
  ['text', mtaStsMediaTypeCheck, {}, 'pass: text/plain'],
  [
    'HTML',
    mtaStsMediaTypeCheck,
    { http: { [policyUrl]: { body: policyText, headers: { 'content-type': 'text/html' } } } },
    'fail medium: text/html',
  ],
  ['a record', tlsRptCheck, {}, 'pass: mailto:tls@shop.example'],
  [
    'none',
    tlsRptCheck,
    { zones: { [`_smtp._tls.${domain}`]: { TXT: [] } } },
    'fail low: no record at _smtp._tls',
  ],
  [
    'no scheme',
    tlsRptCheck,
    { zones: { [`_smtp._tls.${domain}`]: { TXT: ['v=TLSRPTv1; rua=a@shop.example'] } } },
    'fail medium: rua: "a@shop.example" is not a URI (is "mailto:" missing?)',
  ],
  [
    'no answer',
    tlsRptCheck,
    { failures: { [`_smtp._tls.${domain}`]: 'timed-out' } },
    'unknown: the record got no answer',
  ],
  ['none', bimiCheck, {}, 'n/a: no BIMI record; it is optional'],
  [
    'a good logo',
    bimiCheck,
    { zones: bimi, http: { [logoUrl]: logo } },
    'pass: https://shop.example/mark.svg',
  ],
  [
    'the logo is gone',
    bimiCheck,
    { zones: bimi, http: { [logoUrl]: { status: 404 } } },
    'fail low: the logo answers with status 404',
  ],
  [
    'a script in the logo',
    bimiCheck,
    { zones: bimi, http: { [logoUrl]: logo.replace('</svg>', '<script/></svg>') } },
    'fail low: logo: <script> is not allowed',
  ],
  [
    'DMARC only watches',
    bimiCheck,
    { zones: { ...bimi, ...dmarc('v=DMARC1; p=none') }, http: { [logoUrl]: logo } },
    'fail low: DMARC is not at quarantine or reject, so no logo is shown',
  ],
  [
    'no answer',
    bimiCheck,
    { failures: { [`default._bimi.${domain}`]: 'timed-out' } },
    'unknown: the record got no answer',
  ],
];

test.each(rows)('%s', async (...[, check, given, expected]) => {
  expect(await sayMail(check, given)).toBe(expected);
});
