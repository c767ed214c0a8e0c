import { page, rfc } from '../../../../src/model/check.ts';
import { lines, note, table, tree } from '../../../../src/model/evidence.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import { target } from '../../../../src/model/target.ts';
import { sampleFinding } from './finding.ts';

const domain = target('mailDomain', 'harbourtable.example');

export const mailFindings: readonly Finding[] = [
  sampleFinding({
    check: 'mail/spf-lookups',
    target: domain,
    title: 'SPF needs more than 10 DNS look-ups, receivers stop reading',
    found: '13 look-ups through 5 includes; the limit is 10',
    severity: 'blocker',
    impact: 'deliverability',
    stage: 'mail',
    requirements: ['MAIL-1'],
    why: 'Every booking confirmation fails SPF at Gmail and Outlook, and most land in spam.',
    evidence: [
      tree('What the record pulls in', {
        label: 'harbourtable.example',
        note: 'v=spf1 include:… -all',
        children: [
          {
            label: 'include:_spf.provider.example',
            note: '4 look-ups',
            children: [
              { label: 'include:_netblocks1.provider.example', note: '1', children: [] },
              { label: 'include:_netblocks2.provider.example', note: '1', children: [] },
              { label: 'include:_netblocks3.provider.example', note: '1', children: [] },
            ],
          },
          { label: 'include:mail.newsletter.example', note: '3 look-ups', children: [] },
          {
            label: 'include:spf.helpdesk.example',
            note: '5 look-ups, last used in 2024',
            children: [{ label: 'mx', note: '1', children: [] }],
          },
          { label: 'a', note: '1 look-up', children: [] },
        ],
      }),
    ],
    reproduce: 'dig +short harbourtable.example TXT | grep v=spf1',
    fix: 'Remove the help desk include, which no longer sends for you: 8 look-ups remain.',
    fixes: ['mail/spf-trim'],
    effortMinutes: 20,
    sources: [rfc(7208, '4.6.4')],
  }),
  sampleFinding({
    check: 'mail/dmarc-policy',
    target: domain,
    title: 'No DMARC record: receivers cannot tell your mail from a forgery',
    found: '_dmarc.harbourtable.example has no TXT record, and no parent has one',
    severity: 'high',
    impact: 'deliverability',
    stage: 'mail',
    requirements: ['MAIL-3'],
    why: 'Gmail, Yahoo and Microsoft refuse bulk mail from domains without DMARC.',
    evidence: [
      table(
        'Tree walk',
        ['name asked', 'answer'],
        [
          ['_dmarc.harbourtable.example', 'NXDOMAIN'],
          ['_dmarc.example', 'NXDOMAIN'],
        ],
      ),
    ],
    reproduce: 'dig +short _dmarc.harbourtable.example TXT',
    fix: 'Publish v=DMARC1; p=none; rua=mailto:dmarc@harbourtable.example and tighten it from the reports.',
    fixes: ['mail/dmarc-start'],
    effortMinutes: 15,
    sources: [
      rfc(9989, '4.10'),
      page('Gmail sender guidelines', 'https://support.google.com/mail/answer/81126'),
    ],
  }),
  sampleFinding({
    check: 'mail/dkim-key',
    target: domain,
    title: 'The DKIM key is too short to be trusted',
    found: 'selector s1 publishes a 512-bit RSA key',
    severity: 'high',
    impact: 'deliverability',
    stage: 'mail',
    requirements: ['MAIL-2'],
    why: 'Receivers treat the signature as missing, and anyone with a laptop can forge it.',
    evidence: [
      lines('s1._domainkey.harbourtable.example', [
        'v=DKIM1; k=rsa; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJB… (126 characters)',
      ]),
    ],
    reproduce: 'dig +short s1._domainkey.harbourtable.example TXT',
    fix: 'Create a 2048-bit key at the mail provider, publish it under a new selector, then remove s1.',
    effortMinutes: 30,
    sources: [rfc(8301, '3.2')],
  }),
  sampleFinding({
    check: 'mail/reset-arrival',
    target: domain,
    title: 'The password reset mail takes longer than a visitor waits',
    found: 'arrived after 3 min 41 s at Gmail, in spam; the profile allows 60 s',
    severity: 'high',
    impact: 'revenue',
    stage: 'mail',
    requirements: ['MAIL-5'],
    why: 'People who cannot log in do not book, and they write to support instead.',
    evidence: [
      table(
        'Seed inboxes',
        ['inbox', 'folder', 'arrived', 'SPF', 'DKIM', 'DMARC'],
        [
          ['Gmail', 'spam', '3 min 41 s', 'permerror', 'fail', 'none'],
          ['Outlook', 'junk', '1 min 12 s', 'permerror', 'fail', 'none'],
          ['Own IMAP', 'inbox', '4 s', 'permerror', 'pass', 'none'],
        ],
      ),
    ],
    reproduce: 'dig +short harbourtable.example TXT',
    fix: 'Cure SPF and DKIM first, then send again and compare.',
    effortMinutes: 30,
    sources: [page('Gmail sender guidelines', 'https://support.google.com/mail/answer/81126')],
  }),
  sampleFinding({
    check: 'mail/tls-reporting',
    target: domain,
    title: 'Nobody hears when mail to you cannot be encrypted',
    found: '_smtp._tls.harbourtable.example has no TXT record',
    severity: 'low',
    impact: 'operability',
    stage: 'mail',
    requirements: ['MAIL-4'],
    why: 'Senders that insist on TLS stop delivering without a word.',
    evidence: [note('MTA-STS is published, reports are not asked for.')],
    reproduce: 'dig +short _smtp._tls.harbourtable.example TXT',
    fix: 'Publish v=TLSRPTv1; rua=mailto:tls@harbourtable.example.',
    fixes: ['mail/tls-rpt'],
    effortMinutes: 10,
    sources: [rfc(8460, '3')],
  }),
];
