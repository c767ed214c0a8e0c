import { type MailService, optional, required, service } from './service.ts';

/** Newsletters, support desks, shops and log-in services that write in the domain's name. */
export const marketingServices: readonly MailService[] = [
  service('marketing', ['mailchimp', 'Mailchimp'], {
    spf: ['servers.mcsv.net'],
    sharedSelectors: ['k1', 'k2', 'k3'],
    dkimTargets: ['dkim*.mcsv.net'],
    hasOwnReturnPath: true,
    records: required(
      ['dkim', 'CNAME', 'k2._domainkey', 'dkim2.mcsv.net'],
      ['dkim', 'CNAME', 'k3._domainkey', 'dkim3.mcsv.net'],
      ['dmarc', 'TXT', '_dmarc', 'v=DMARC1; p=none'],
    ),
  }),
  service('marketing', ['klaviyo', 'Klaviyo'], { selectors: ['kl', 'kl2', 'km1', 'km2'] }),
  service('marketing', ['hubspot', 'HubSpot'], {
    spf: ['*.spf*.hubspotemail.net'],
    selectors: ['hs1-#', 'hs2-#'],
    sharedSelectors: ['hs1', 'hs2'],
    dkimTargets: ['*.dkim.hubspotemail.net'],
    records: required(
      ['dkim', 'CNAME', 'hs1-<portal>._domainkey', '<domain-with-dashes>.hs<nn>a.dkim.hubspotemail.net'],
      ['dkim', 'CNAME', 'hs2-<portal>._domainkey', '<domain-with-dashes>.hs<nn>b.dkim.hubspotemail.net'],
    ),
  }),
  service('marketing', ['mailerlite', 'MailerLite'], {
    spf: ['_spf.mlsend.com'],
    selectors: ['litesrv'],
    dkimTargets: ['litesrv._domainkey.mlsend.com'],
    records: required(
      ['dkim', 'CNAME', 'litesrv._domainkey', 'litesrv._domainkey.mlsend.com'],
      ['spf', 'SPF', '@', '_spf.mlsend.com'],
    ),
  }),
  service('marketing', ['customer-io', 'Customer.io'], {
    spf: ['customeriomail.com'],
    records: required(
      ['return-path', 'MX', '<sending-sub>', '<given by the account>'],
      ['spf', 'SPF', '<sending-sub>', 'customeriomail.com'],
      ['dkim', 'TXT', '<selector>._domainkey', 'k=rsa; p=<key>'],
    ),
  }),
  service('marketing', ['activecampaign', 'ActiveCampaign'], { selectors: ['acdkim1', 'acdkim2'] }),
  service('marketing', ['constant-contact', 'Constant Contact'], { selectors: ['ctct1', 'ctct2'] }),
  service('support', ['zendesk', 'Zendesk'], {
    spf: ['mail.zendesk.com'],
    selectors: ['zendesk1', 'zendesk2'],
    dkimTargets: ['zendesk*._domainkey.zendesk.com'],
    records: [
      ...required(
        ['dkim', 'CNAME', 'zendesk1._domainkey', 'zendesk1._domainkey.zendesk.com'],
        ['dkim', 'CNAME', 'zendesk2._domainkey', 'zendesk2._domainkey.zendesk.com'],
      ),
      ...optional(['spf', 'SPF', '@', 'mail.zendesk.com']),
    ],
  }),
  service('support', ['intercom', 'Intercom'], {
    selectors: ['intercom'],
    dkimTargets: ['*.dkim.intercom.io'],
    cnames: ['rp.*.intercom-mail.com', 'rp.intercom-mail.com'],
    hasOwnReturnPath: true,
    records: [
      ...required(['dkim', 'CNAME', 'intercom._domainkey', '<id>.dkim.intercom.io']),
      ...optional(['return-path', 'CNAME', 'outbound.intercom', 'rp.<id>.intercom-mail.com']),
    ],
  }),
  service('ecommerce', ['shopify-email', 'Shopify'], {
    dkimTargets: ['dkim*.*.email.myshopify.com'],
    cnames: ['*.email.myshopify.com'],
    records: required(
      ['dkim', 'CNAME', '<given>._domainkey', 'dkim<n>.<id>.email.myshopify.com'],
      ['dmarc', 'TXT', '_dmarc', 'v=DMARC1; p=none; rua=mailto:<address>'],
    ),
  }),
  service('auth-service', ['clerk', 'Clerk (log-in mails)'], {
    selectors: ['clk', 'clk2'],
    dkimTargets: ['dkim*.*.clerk.services'],
    cnames: ['mail.*.clerk.services'],
    hasOwnReturnPath: true,
    records: required(
      ['other', 'CNAME', 'clerk', 'frontend-api.clerk.services'],
      ['other', 'CNAME', 'accounts', 'accounts.clerk.services'],
      ['return-path', 'CNAME', 'clkmail', 'mail.<token>.clerk.services'],
      ['dkim', 'CNAME', 'clk._domainkey', 'dkim1.<token>.clerk.services'],
      ['dkim', 'CNAME', 'clk2._domainkey', 'dkim2.<token>.clerk.services'],
    ),
  }),
];
