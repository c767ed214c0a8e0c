import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BounceCause, classifyBounce } from '../bounce.ts';
import { readBounce } from './dsn.ts';

/** Replies as the big receivers write them, addresses and ids replaced. Collected from their help pages and from bounce logs people published. */
const replies: readonly (readonly [
  reply: string,
  cause: BounceCause,
  permanence: 'permanent' | 'temporary' | 'unknown',
])[] = [
  [
    '550-5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM.',
    'authentication',
    'permanent',
  ],
  [
    "550-5.7.26 Unauthenticated email from shop.example is not accepted due to domain's DMARC policy.",
    'authentication',
    'permanent',
  ],
  [
    '421-4.7.26 Your email has been rate limited because it is unauthenticated.',
    'authentication',
    'temporary',
  ],
  [
    '550 5.7.515 Access denied, sending domain shop.example does not meet the required authentication level.',
    'authentication',
    'permanent',
  ],
  [
    '550 5.7.509 Access denied, sending domain shop.example does not pass DMARC verification and has a DMARC policy of reject.',
    'authentication',
    'permanent',
  ],
  [
    '554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com/error-codes',
    'policy',
    'permanent',
  ],
  [
    '550 5.1.0 192.0.2.1 is not allowed to send from shop.example per its SPF Record. Please inspect your SPF settings',
    'authentication',
    'permanent',
  ],
  ['550 SPF: 192.0.2.1 is not allowed to send mail from shop.example', 'authentication', 'unknown'],
  [
    '550 5.7.23 The message was rejected because of Sender Policy Framework violation',
    'authentication',
    'permanent',
  ],
  ['550 5.7.20 No passing DKIM signature found', 'authentication', 'permanent'],
  ['550 5.7.1 Rejected due to DMARC policy of the sender domain', 'authentication', 'permanent'],
  [
    '550-5.7.25 The IP address sending this message does not have a PTR record setup',
    'configuration',
    'permanent',
  ],
  [
    "421 4.7.29 Your email has been rate limited because this message wasn't sent over a TLS connection",
    'configuration',
    'temporary',
  ],
  ['530 5.7.0 Must issue a STARTTLS command first', 'configuration', 'permanent'],
  ['535-5.7.8 Username and Password not accepted.', 'configuration', 'permanent'],
  [
    '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.',
    'configuration',
    'permanent',
  ],
  ['554 5.7.1 <lena@example.net>: Relay access denied', 'configuration', 'permanent'],
  ['550 5.7.1 Unable to relay', 'configuration', 'permanent'],
  [
    '504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname',
    'configuration',
    'permanent',
  ],
  ['450 4.7.1 Client host rejected: cannot find your hostname, [192.0.2.1]', 'configuration', 'temporary'],
  ['550 5.1.8 <a@shop.invalid>: Sender address rejected: Domain not found', 'configuration', 'permanent'],
  [
    '421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from your IP address.',
    'rate-limit',
    'temporary',
  ],
  [
    "421 RP-001 (SNT004-MC1F43) Unfortunately, some messages from 192.0.2.1 weren't sent.",
    'rate-limit',
    'temporary',
  ],
  [
    '421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1',
    'rate-limit',
    'temporary',
  ],
  ['451 4.7.1 Greylisting in action, please come back later', 'rate-limit', 'temporary'],
  [
    '450 4.2.0 <lena@example.net>: Recipient address rejected: Greylisted, see http://postgrey.example',
    'rate-limit',
    'temporary',
  ],
  [
    '450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered.',
    'rate-limit',
    'temporary',
  ],
  ['452 4.5.3 Your message has too many recipients', 'rate-limit', 'temporary'],
  ['550 5.4.5 Daily user sending limit exceeded.', 'rate-limit', 'permanent'],
  [
    '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org',
    'reputation',
    'permanent',
  ],
  [
    "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140).",
    'reputation',
    'permanent',
  ],
  [
    '550-5.7.1 Our system has detected that this message is likely unsolicited mail. To reduce the amount of spam sent to Gmail, this message has been blocked.',
    'reputation',
    'permanent',
  ],
  [
    '550-5.7.1 This message is likely suspicious due to the very low reputation of the sending domain.',
    'reputation',
    'permanent',
  ],
  [
    '554 5.7.1 [CS01] Message rejected due to local policy. Please visit https://support.apple.com/en-us/HT204137',
    'policy',
    'permanent',
  ],
  [
    '550 5.7.606 Access denied, banned sending IP [192.0.2.1]. To request removal from this list please visit https://sender.office.com/',
    'reputation',
    'permanent',
  ],
  ['550 5.7.511 Access denied, banned sender[192.0.2.1].', 'reputation', 'permanent'],
  [
    '554-mx.gmx.net (mxgmx115) Nemesis ESMTP Service not available 554-No SMTP service 554-IP address is block listed.',
    'reputation',
    'permanent',
  ],
  ['553 5.3.0 flpd568 DNSBL:RBL 521< 192.0.2.1 >_is_blocked.', 'reputation', 'permanent'],
  ['550 5.1.1 The email account that you tried to reach does not exist.', 'mailbox', 'permanent'],
  [
    '550 5.1.1 <lena@example.net>: Recipient address rejected: User unknown in virtual mailbox table',
    'mailbox',
    'permanent',
  ],
  [
    "554 delivery error: dd This user doesn't have a yahoo.com account (lena@yahoo.com) [0]",
    'mailbox',
    'permanent',
  ],
  ['550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).', 'mailbox', 'permanent'],
  ['552-5.2.2 The email account that you tried to reach is over quota.', 'mailbox', 'permanent'],
  ['452 4.2.2 The email account that you tried to reach is over quota', 'mailbox', 'temporary'],
  ['550 5.2.1 The email account that you tried to reach is disabled.', 'mailbox', 'permanent'],
  [
    '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
    'mailbox',
    'permanent',
  ],
  ['556 5.1.10 Recipient address has null MX', 'mailbox', 'permanent'],
  [
    '552-5.7.0 This message was blocked because its content presents a potential security issue.',
    'content',
    'permanent',
  ],
  ['552 5.3.4 Message size exceeds fixed maximum message size', 'content', 'permanent'],
  ['554 5.7.1 The message contains a virus (Eicar-Test-Signature)', 'content', 'permanent'],
  [
    '552 5.2.0 This message has been rejected due to content judged to be spam by the internet community IB212',
    'content',
    'permanent',
  ],
  ['451 4.4.1 connect to mx.example.net[192.0.2.9]:25: Connection timed out', 'network', 'temporary'],
  ['421 4.3.0 Temporary System Problem. Try again later', 'network', 'temporary'],
  ['550 5.4.4 Unable to route: no mail hosts for domain', 'network', 'permanent'],
];

describe('bounces told apart (MAIL-7)', () => {
  it.each(replies)('%s', (reply, cause, permanence) => {
    const { cause: found, permanence: lasting, because } = classifyBounce(reply);
    expect({ found, because }).toMatchObject({ found: cause });
    if (permanence !== 'unknown') expect(lasting).toBe(permanence);
  });
});

const dsn = (
  status: string,
  original = 'Subject: Your receipt\r\nMessage-ID: <1@shop.example>\r\n',
): Uint8Array =>
  Buffer.from(
    [
      'From: MAILER-DAEMON@mx.shop.example',
      'Subject: Undelivered Mail Returned to Sender',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'I am sorry.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      status,
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      original,
      '--b--',
      '',
    ].join('\r\n'),
  );

describe('delivery status notifications (RFC 3464)', () => {
  it('Postfix: who, by whom, why, and which mail', () => {
    const report = readBounce(
      dsn(
        'Reporting-MTA: dns; mx.shop.example\r\nArrival-Date: Sun, 22 Nov 2026 05:00:00 +0000\r\n\r\nFinal-Recipient: rfc822; lena@example.net\r\nOriginal-Recipient: rfc822;lena@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\nRemote-MTA: dns; mx.example.net\r\nDiagnostic-Code: smtp; 550 5.1.1 <lena@example.net>: Recipient address\r\n    rejected: User unknown in virtual mailbox table',
      ),
    );
    expect(report).toEqual({
      form: 'dsn',
      reportedBy: 'mx.shop.example',
      recipients: [
        {
          recipient: 'lena@example.net',
          action: 'failed',
          status: '5.1.1',
          remoteHost: 'mx.example.net',
          diagnostic:
            '550 5.1.1 <lena@example.net>: Recipient address    rejected: User unknown in virtual mailbox table',
          bounce: expect.objectContaining({
            cause: 'mailbox',
            permanence: 'permanent',
            enhancedCode: '5.1.1',
          }) as object,
        },
      ],
      original: { subject: 'Your receipt', messageId: '<1@shop.example>', date: null },
    });
  });

  it('a delay is temporary; the status field stands in for a code the words lack', () => {
    const report = readBounce(
      dsn(
        'Reporting-MTA: dns; mx.shop.example\r\n\r\nFinal-Recipient: rfc822; a@example.net\r\nAction: delayed\r\nStatus: 4.4.1\r\nDiagnostic-Code: smtp; connect to mx.example.net: Connection timed out',
      ),
    );
    expect(report?.recipients[0]).toMatchObject({
      action: 'delayed',
      bounce: { cause: 'network', permanence: 'temporary' },
    });
  });

  it('several recipients, each with its own reason', () => {
    const block = (to: string, text: string): string =>
      `Final-Recipient: rfc822; ${to}\r\nAction: failed\r\nDiagnostic-Code: smtp; ${text}`;
    const report = readBounce(
      dsn(
        `Reporting-MTA: dns; m\r\n\r\n${block('a@x.example', '550 5.1.1 no such user')}\r\n\r\n${block('b@x.example', '550 5.7.26 unauthenticated mail')}`,
      ),
    );
    expect(report?.recipients.map(({ bounce }) => bounce.cause)).toEqual(['mailbox', 'authentication']);
  });

  it('a server that only tells it in words', () => {
    const report = readBounce(
      Buffer.from(
        'From: MAILER-DAEMON@x.example\nSubject: failure notice\n\nHi. This is the qmail-send program at x.example.\n<a@example.net>:\n192.0.2.9 does not like recipient.\nRemote host said: 550 5.7.1 Service unavailable; client host blocked using zen.spamhaus.org\n',
      ),
    );
    expect(report).toMatchObject({
      form: 'text',
      recipients: [{ recipient: 'a@example.net', bounce: { cause: 'reputation' } }],
    });
  });

  it('a bare reply from a log', () => {
    expect(readBounce(Buffer.from('550 5.7.515 Access denied'))).toMatchObject({
      form: 'reply',
      recipients: [{ bounce: { cause: 'authentication' } }],
    });
  });

  it.each([
    ['an ordinary mail', 'From: lena@example.net\r\nSubject: Question\r\n\r\nWhere is my lamp?'],
    ['nothing', ''],
    ['a shopping list', 'milk, bread'],
  ])('%s is no bounce', (_story, text) => expect(readBounce(Buffer.from(text))).toBeNull());

  it('never throws, whatever arrives (seeded)', () => {
    const line = fc.constantFrom(
      'Content-Type: multipart/report; boundary=b',
      '--b',
      '--b--',
      'Content-Type: message/delivery-status',
      '',
      'Final-Recipient: rfc822;',
      'Status: 5.',
      'Diagnostic-Code: smtp',
      'Subject: failure',
      '550 ',
      '\u0000',
      ':',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
        const report = readBounce(Buffer.from(lines.join('\r\n')));
        expect(report === null || report.recipients.length <= 200).toBe(true);
      }),
      { seed: 20261122, numRuns: 500 },
    );
  });

  it('parts nested a thousand deep are read as words', () => {
    const deep = Array.from(
      { length: 1000 },
      (_none, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
    ).join('');
    expect(readBounce(Buffer.from(`Subject: Undelivered\r\n${deep}`))).toBeNull();
  });
});
