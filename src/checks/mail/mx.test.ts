import { expect, test } from 'vitest';
import { domain, mailServer, sender, sayMail, type MailCase } from '../../../test/fixtures/mail-facts.ts';
import type { AnyCheck } from '../../../test/fixtures/domain-facts.ts';
import mxCertificateCheck from './mx-certificate.ts';
import mxForwardConfirmedCheck from './mx-forward-confirmed.ts';
import mxGreetingCheck from './mx-greeting.ts';
import mxPresenceCheck from './mx-presence.ts';
import mxProtocolCheck from './mx-protocol.ts';
import mxReachableCheck from './mx-reachable.ts';
import mxTlsCheck from './mx-tls.ts';
import nullMxConflictCheck from './null-mx-conflict.ts';
import sendingAddressNameCheck from './sending-address-name.ts';

type Row = readonly [story: string, check: AnyCheck, given: MailCase, expected: string];

const silent = { mail: { senders: [{ ...sender, domain: 'other.example' }] } };
const twoExchangers = { [domain]: { MX: ['10 mx1.post.example.', '20 mx2.post.example.'] } };
const mxWith = (tls: object): unknown => ({
  domain,
  answer: { status: 'found', values: ['10 mx1.post.example'] },
  hasAddress: true,
  exchangers: [
    {
      host: 'mx1.post.example',
      preference: 10,
      rcode: 'NOERROR',
      isSettled: true,
      servers: [
        {
          address: '185.30.0.25',
          reverse: [],
          isConfirmed: null,
          smtp: {
            state: 'spoke',
            greeting: 'mx1.post.example',
            ehlo: 'mx1.post.example',
            hasStartTls: true,
            tlsProblem: null,
            tls: {
              protocol: 'TLSv1.3',
              cipher: '',
              isAuthorized: true,
              authorizationError: null,
              subject: null,
              names: [],
              notAfter: null,
              ...tls,
            },
          },
        },
      ],
    },
  ],
});

const rows: readonly Row[] = [
  ['an exchanger', mxPresenceCheck, {}, 'pass: mx1.post.example'],
  [
    'none',
    mxPresenceCheck,
    { zones: { [`${domain}`]: { MX: [] } } },
    'fail high: no MX record, mail would go to the web server',
  ],
  [
    'none, and no address',
    mxPresenceCheck,
    { zones: { [`${domain}`]: { MX: [], A: [] } } },
    'fail high: no MX record, and no address either',
  ],
  [
    'no answer',
    mxPresenceCheck,
    { failures: { [`${domain} MX`]: 'timed-out' } },
    'unknown: mail/mx: the MX records of shop.example could not be had: shop.example MX: timed-out',
  ],
  ['no null MX', nullMxConflictCheck, {}, 'n/a: no null MX, 1 exchanger'],
  [
    'a sender that takes no mail',
    nullMxConflictCheck,
    { zones: { [domain]: { MX: ['0 .'] } } },
    'fail high: "0 ." while Post sends for the domain',
  ],
  [
    'a silent domain',
    nullMxConflictCheck,
    { ...silent, zones: { [domain]: { MX: ['0 .'], TXT: ['v=spf1 -all'] } } },
    'pass: it neither sends nor takes mail, and says so',
  ],
  ['answers', mxReachableCheck, {}, 'pass: 1 exchanger reached'],
  [
    'the second is down',
    mxReachableCheck,
    { zones: twoExchangers, sockets: { '185.30.0.25:25': mailServer('mx1.post.example') } },
    'fail medium: mx2.post.example does not answer on port 25 at 185.30.0.26',
  ],
  [
    'port 25 is blocked here',
    mxReachableCheck,
    { sockets: {} },
    'unknown: none of 1 addresses could be talked to on port 25, which many networks block',
  ],
  ['STARTTLS', mxTlsCheck, {}, 'pass: 1 address, all with TLS'],
  [
    'no STARTTLS while MTA-STS is in force',
    mxTlsCheck,
    { sockets: { '185.30.0.25:25': mailServer('mx1.post.example', []) } },
    'fail blocker: mx1.post.example: STARTTLS is not offered',
  ],
  [
    'no STARTTLS',
    mxTlsCheck,
    {
      zones: { [`_mta-sts.${domain}`]: { TXT: [] } },
      sockets: { '185.30.0.25:25': mailServer('mx1.post.example', []) },
    },
    'fail high: mx1.post.example: STARTTLS is not offered',
  ],
  [
    'port 25 is blocked here',
    mxTlsCheck,
    { sockets: {} },
    'unknown: none of 1 addresses could be talked to on port 25, which many networks block',
  ],
  ['valid', mxCertificateCheck, {}, 'pass: 1 address with a valid certificate'],
  [
    'expired while MTA-STS is in force',
    mxCertificateCheck,
    { facts: { 'mail/mx': mxWith({ isAuthorized: false, authorizationError: 'CERT_HAS_EXPIRED' }) } },
    'fail blocker: mx1.post.example: the certificate has expired, and MTA-STS is in force',
  ],
  [
    'expired without MTA-STS',
    mxCertificateCheck,
    {
      zones: { [`_mta-sts.${domain}`]: { TXT: [] } },
      facts: { 'mail/mx': mxWith({ isAuthorized: false, authorizationError: 'CERT_HAS_EXPIRED' }) },
    },
    'fail low: mx1.post.example: the certificate has expired',
  ],
  [
    'port 25 is blocked here',
    mxCertificateCheck,
    { sockets: {} },
    'unknown: none of 1 addresses could be talked to on port 25, which many networks block',
  ],
  ['TLS 1.3', mxProtocolCheck, {}, 'pass: TLSv1.3'],
  [
    'TLS 1.0',
    mxProtocolCheck,
    { facts: { 'mail/mx': mxWith({ protocol: 'TLSv1' }) } },
    'fail medium: mx1.post.example speaks TLSv1',
  ],
  [
    'port 25 is blocked here',
    mxProtocolCheck,
    { sockets: {} },
    'unknown: none of 1 addresses could be talked to on port 25, which many networks block',
  ],
  ['a full name', mxGreetingCheck, {}, 'pass: 1 address with a full name'],
  [
    'localhost',
    mxGreetingCheck,
    { sockets: { '185.30.0.25:25': mailServer('localhost') } },
    'fail low: mx1.post.example says "localhost"',
  ],
  [
    'port 25 is blocked here',
    mxGreetingCheck,
    { sockets: {} },
    'unknown: none of 1 addresses could be talked to on port 25, which many networks block',
  ],
  ['confirmed', mxForwardConfirmedCheck, {}, 'pass: 1 address confirmed both ways'],
  [
    'no PTR',
    mxForwardConfirmedCheck,
    { zones: { '25.0.30.185.in-addr.arpa': { PTR: [] } } },
    'fail low: 185.30.0.25 (mx1.post.example) has no PTR record',
  ],
  [
    'no answer',
    mxForwardConfirmedCheck,
    { failures: { '25.0.30.185.in-addr.arpa': 'timed-out' } },
    'unknown: the reverse name of 185.30.0.25 got no answer',
  ],
  ['confirmed', sendingAddressNameCheck, {}, 'pass: 1 address confirmed both ways'],
  [
    'leads elsewhere',
    sendingAddressNameCheck,
    { zones: { '10.0.30.185.in-addr.arpa': { PTR: ['mx1.post.example.'] } } },
    'fail high: 185.30.0.10 is called mx1.post.example, which leads elsewhere',
  ],
  [
    'no answer',
    sendingAddressNameCheck,
    { failures: { '10.0.30.185.in-addr.arpa': 'timed-out' } },
    'unknown: the reverse name of 185.30.0.10 got no answer',
  ],
  [
    'ranges only',
    sendingAddressNameCheck,
    { zones: { '_spf.post.example': { TXT: ['v=spf1 ip4:185.30.0.0/24 -all'] } } },
    'n/a: SPF names ranges only, no single addresses',
  ],
];

test.each(rows)('%s', async (...[, check, given, expected]) => {
  expect(await sayMail(check, given)).toBe(expected);
});
