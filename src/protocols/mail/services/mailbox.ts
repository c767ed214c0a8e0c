import { type MailService, optional, required, service } from './service.ts';

const rsaKey = 'v=DKIM1; k=rsa; p=<key>';

/** Mailbox providers, as of November 2026. */
export const mailboxServices: readonly MailService[] = [
  service('mailbox', ['google-workspace', 'Google Workspace'], {
    mx: ['smtp.google.com', '*.l.google.com', 'aspmx*.googlemail.com'],
    spf: ['_spf.google.com'],
    selectors: ['google'],
    records: [
      ...required(
        ['inbound', 'MX', '@', 'smtp.google.com'],
        ['spf', 'SPF', '@', '_spf.google.com'],
        ['dkim', 'TXT', 'google._domainkey', rsaKey],
      ),
      ...optional(['inbound', 'MX', '@', 'aspmx.l.google.com']),
    ],
  }),
  service('mailbox', ['microsoft-365', 'Microsoft 365'], {
    mx: ['*.mail.protection.outlook.com', '*.mx.microsoft'],
    spf: ['spf.protection.outlook.com'],
    sharedSelectors: ['selector1', 'selector2'],
    dkimTargets: ['*._domainkey.*.onmicrosoft.com', '*.dkim.mail.microsoft'],
    records: [
      ...required(
        ['inbound', 'MX', '@', '<domain-with-dashes>.mail.protection.outlook.com'],
        ['spf', 'SPF', '@', 'spf.protection.outlook.com'],
        [
          'dkim',
          'CNAME',
          'selector1._domainkey',
          'selector1-<domain-with-dashes>._domainkey.<tenant>.onmicrosoft.com',
        ],
        [
          'dkim',
          'CNAME',
          'selector2._domainkey',
          'selector2-<domain-with-dashes>._domainkey.<tenant>.onmicrosoft.com',
        ],
      ),
      ...optional(['other', 'CNAME', 'autodiscover', 'autodiscover.outlook.com']),
    ],
  }),
  service('mailbox', ['zoho-mail', 'Zoho Mail'], {
    mx: ['mx.zoho.com', 'mx2.zoho.com', 'mx3.zoho.com', 'mx*.zoho.eu', 'mx*.zoho.in', 'mx*.zoho.com.au'],
    spf: ['zohomail.com', 'zoho.com', 'zohomail.eu', 'zoho.eu', 'zoho.in'],
    selectors: ['zoho', 'zmail'],
    sharedSelectors: ['default'],
    txt: ['zoho-verification='],
    records: required(
      ['inbound', 'MX', '@', 'mx.zoho.com'],
      ['spf', 'SPF', '@', 'zohomail.com'],
      ['dkim', 'TXT', '<selector>._domainkey', rsaKey],
    ),
  }),
  service('mailbox', ['fastmail', 'Fastmail'], {
    mx: ['in1-smtp.messagingengine.com', 'in2-smtp.messagingengine.com'],
    spf: ['spf.messagingengine.com'],
    selectors: ['fm1', 'fm2', 'fm3', 'mesmtp'],
    dkimTargets: ['fm*.*.dkim.fmhosted.com'],
    records: required(
      ['inbound', 'MX', '@', 'in1-smtp.messagingengine.com'],
      ['spf', 'SPF', '@', 'spf.messagingengine.com'],
      ['dkim', 'CNAME', 'fm1._domainkey', 'fm1.<domain>.dkim.fmhosted.com'],
      ['dkim', 'CNAME', 'fm2._domainkey', 'fm2.<domain>.dkim.fmhosted.com'],
      ['dkim', 'CNAME', 'fm3._domainkey', 'fm3.<domain>.dkim.fmhosted.com'],
    ),
  }),
  service('mailbox', ['proton', 'Proton Mail'], {
    mx: ['mail.protonmail.ch', 'mailsec.protonmail.ch'],
    spf: ['_spf.protonmail.ch'],
    selectors: ['protonmail', 'protonmail2', 'protonmail3'],
    dkimTargets: ['*.domains.proton.ch'],
    txt: ['protonmail-verification='],
    records: required(
      ['inbound', 'MX', '@', 'mail.protonmail.ch'],
      ['spf', 'SPF', '@', '_spf.protonmail.ch'],
      ['dkim', 'CNAME', 'protonmail._domainkey', 'protonmail.domainkey.<id>.domains.proton.ch'],
      ['dkim', 'CNAME', 'protonmail2._domainkey', 'protonmail2.domainkey.<id>.domains.proton.ch'],
      ['dkim', 'CNAME', 'protonmail3._domainkey', 'protonmail3.domainkey.<id>.domains.proton.ch'],
    ),
  }),
  service('mailbox', ['icloud', 'iCloud custom domain'], {
    mx: ['mx01.mail.icloud.com', 'mx02.mail.icloud.com'],
    spf: ['icloud.com'],
    sharedSelectors: ['sig1'],
    dkimTargets: ['sig1.dkim.*.at.icloudmailadmin.com'],
    txt: ['apple-domain='],
    records: required(
      ['inbound', 'MX', '@', 'mx01.mail.icloud.com'],
      ['spf', 'SPF', '@', 'icloud.com'],
      ['dkim', 'CNAME', 'sig1._domainkey', 'sig1.dkim.<domain>.at.icloudmailadmin.com'],
    ),
  }),
  service('mailbox', ['titan', 'Titan (GoDaddy, HostGator, WordPress.com)'], {
    mx: ['mx1.titan.email', 'mx2.titan.email'],
    spf: ['spf.titan.email'],
    selectors: ['titan1', 'titan2'],
    records: required(
      ['inbound', 'MX', '@', 'mx1.titan.email'],
      ['spf', 'SPF', '@', 'spf.titan.email'],
      ['dkim', 'TXT', 'titan1._domainkey', rsaKey],
    ),
  }),
  service('mailbox', ['namecheap-private-email', 'Namecheap Private Email'], {
    mx: ['mx1.privateemail.com', 'mx2.privateemail.com'],
    spf: ['spf.privateemail.com'],
    sharedSelectors: ['default'],
    records: required(
      ['inbound', 'MX', '@', 'mx1.privateemail.com'],
      ['spf', 'SPF', '@', 'spf.privateemail.com'],
      ['dkim', 'TXT', 'default._domainkey', rsaKey],
    ),
  }),
  service('mailbox', ['hostinger', 'Hostinger email'], {
    mx: ['mx1.hostinger.com', 'mx2.hostinger.com'],
    spf: ['_spf.mail.hostinger.com'],
    selectors: ['hostingermail-a', 'hostingermail-b', 'hostingermail-c'],
    dkimTargets: ['hostingermail-*.dkim.mail.hostinger.com'],
    records: required(
      ['inbound', 'MX', '@', 'mx1.hostinger.com'],
      ['spf', 'SPF', '@', '_spf.mail.hostinger.com'],
      ['dkim', 'CNAME', 'hostingermail-a._domainkey', 'hostingermail-a.dkim.mail.hostinger.com'],
      ['dkim', 'CNAME', 'hostingermail-b._domainkey', 'hostingermail-b.dkim.mail.hostinger.com'],
      ['dkim', 'CNAME', 'hostingermail-c._domainkey', 'hostingermail-c.dkim.mail.hostinger.com'],
    ),
  }),
  service('mailbox', ['migadu', 'Migadu'], {
    mx: ['aspmx1.migadu.com', 'aspmx2.migadu.com'],
    spf: ['spf.migadu.com'],
    sharedSelectors: ['key1', 'key2', 'key3'],
    dkimTargets: ['key*.*._domainkey.migadu.com'],
    txt: ['hosted-email-verify='],
    records: required(
      ['inbound', 'MX', '@', 'aspmx1.migadu.com'],
      ['spf', 'SPF', '@', 'spf.migadu.com'],
      ['dkim', 'CNAME', 'key1._domainkey', 'key1.<domain>._domainkey.migadu.com'],
      ['dkim', 'CNAME', 'key2._domainkey', 'key2.<domain>._domainkey.migadu.com'],
      ['dkim', 'CNAME', 'key3._domainkey', 'key3.<domain>._domainkey.migadu.com'],
    ),
  }),
];
