import { type MailService, optional, required, service } from './service.ts';

/** Services that send a product's own mails. */
export const transactionalServices: readonly MailService[] = [
  service('transactional', ['resend', 'Resend'], {
    selectors: ['resend'],
    cnames: ['*.resend-dns.com'],
    returnMx: ['feedback-smtp.*.amazonses.com'],
    returnLabel: 'send',
    txt: ['resend-domain-verification='],
    hasOwnReturnPath: true,
    records: [
      ...required(
        ['return-path', 'MX', 'send', 'feedback-smtp.<region>.amazonses.com'],
        ['spf', 'SPF', 'send', 'amazonses.com'],
        ['dkim', 'TXT', 'resend._domainkey', 'p=<key>'],
      ),
      ...optional(
        ['dkim', 'CNAME', '<token>._domainkey', '<token>.dkim.amazonses.com'],
        ['tracking', 'CNAME', '<sub>', 'links<n>.resend-dns.com'],
      ),
    ],
  }),
  service('transactional', ['amazon-ses', 'Amazon SES'], {
    mx: ['inbound-smtp.*.amazonaws.com'],
    spf: ['amazonses.com'],
    dkimTargets: ['*.dkim.amazonses.com'],
    returnMx: ['feedback-smtp.*.amazonses.com'],
    hasOwnReturnPath: true,
    records: [
      ...required(['dkim', 'CNAME', '<token>._domainkey', '<token>.dkim.amazonses.com']),
      ...optional(
        ['return-path', 'MX', '<mail-from-sub>', 'feedback-smtp.<region>.amazonses.com'],
        ['spf', 'SPF', '<mail-from-sub>', 'amazonses.com'],
      ),
    ],
  }),
  service('transactional', ['postmark', 'Postmark'], {
    spf: ['spf.mtasv.net'],
    selectors: ['pm', '##############pm'],
    cnames: ['pm.mtasv.net'],
    hasOwnReturnPath: true,
    records: required(
      ['dkim', 'TXT', '<14 digits>pm._domainkey', 'k=rsa; p=<key>'],
      ['return-path', 'CNAME', 'pm-bounces', 'pm.mtasv.net'],
    ),
  }),
  service('transactional', ['sendgrid', 'Twilio SendGrid'], {
    spf: ['sendgrid.net', '*.wl*.sendgrid.net'],
    selectors: ['smtpapi'],
    sharedSelectors: ['s1', 's2', 'm1'],
    dkimTargets: ['s*.domainkey.u*.wl*.sendgrid.net'],
    cnames: ['u*.wl*.sendgrid.net', 'sendgrid.net'],
    hasOwnReturnPath: true,
    records: required(
      ['return-path', 'CNAME', 'em<nnnn>', 'u<id>.wl<nnn>.sendgrid.net'],
      ['dkim', 'CNAME', 's1._domainkey', 's1.domainkey.u<id>.wl<nnn>.sendgrid.net'],
      ['dkim', 'CNAME', 's2._domainkey', 's2.domainkey.u<id>.wl<nnn>.sendgrid.net'],
    ),
  }),
  service('transactional', ['mailgun', 'Mailgun'], {
    mx: ['mxa.mailgun.org', 'mxb.mailgun.org', 'mxa.eu.mailgun.org', 'mxb.eu.mailgun.org'],
    spf: ['mailgun.org'],
    selectors: ['mailo', 'pdk1', 'pdk2'],
    sharedSelectors: ['pic', 'k1', 'smtp', 'mg', 'mx'],
    dkimTargets: ['pdk*._domainkey.*.dkim1.mailgun.com'],
    cnames: ['mailgun.org', 'eu.mailgun.org'],
    records: [
      ...required(
        ['spf', 'SPF', '@', 'mailgun.org'],
        ['dkim', 'TXT', '<selector>._domainkey', 'k=rsa; p=<key>'],
      ),
      ...optional(
        ['dkim', 'CNAME', 'pdk1._domainkey', 'pdk1._domainkey.<id>.dkim1.mailgun.com'],
        ['dkim', 'CNAME', 'pdk2._domainkey', 'pdk2._domainkey.<id>.dkim1.mailgun.com'],
        ['inbound', 'MX', '@', 'mxa.mailgun.org'],
        ['tracking', 'CNAME', 'email', 'mailgun.org'],
      ),
    ],
  }),
  service('transactional', ['brevo', 'Brevo (Sendinblue)'], {
    spf: ['spf.brevo.com', 'spf.sendinblue.com'],
    selectors: ['brevo1', 'brevo2'],
    sharedSelectors: ['mail'],
    dkimTargets: ['b1.*.dkim.brevo.com', 'b2.*.dkim.brevo.com'],
    txt: ['brevo-code:', 'sendinblue-code:'],
    records: [
      ...required(
        ['verify', 'TXT', '@', 'brevo-code:<token>'],
        ['dkim', 'CNAME', 'brevo1._domainkey', 'b1.<domain-with-dashes>.dkim.brevo.com'],
        ['dkim', 'CNAME', 'brevo2._domainkey', 'b2.<domain-with-dashes>.dkim.brevo.com'],
        ['dmarc', 'TXT', '_dmarc', 'v=DMARC1; p=none; rua=mailto:<address>'],
      ),
      ...optional(['dkim', 'TXT', 'mail._domainkey', 'k=rsa; p=<key>']),
    ],
  }),
  service('transactional', ['mailjet', 'Mailjet'], {
    spf: ['spf.mailjet.com'],
    selectors: ['mailjet'],
    records: required(
      ['spf', 'SPF', '@', 'spf.mailjet.com'],
      ['dkim', 'TXT', 'mailjet._domainkey', 'k=rsa; p=<key>'],
    ),
  }),
  service('transactional', ['sparkpost', 'SparkPost (Bird)'], {
    spf: ['sparkpostmail.com', '_netblocks.sparkpostmail.com'],
    selectors: ['scph#'],
    cnames: ['sparkpostmail.com', 'eu.sparkpostmail.com'],
    hasOwnReturnPath: true,
    records: required(
      ['dkim', 'TXT', '<selector>._domainkey', 'v=DKIM1; k=rsa; h=sha256; p=<key>'],
      ['return-path', 'CNAME', '<bounce-sub>', 'sparkpostmail.com'],
    ),
  }),
  service('transactional', ['mandrill', 'Mailchimp Transactional (Mandrill)'], {
    spf: ['spf.mandrillapp.com'],
    selectors: ['mandrill', 'mte1', 'mte2'],
    dkimTargets: ['dkim*.mandrillapp.com'],
    txt: ['mandrill_verify.'],
    records: required(
      ['dkim', 'CNAME', 'mte1._domainkey', 'dkim1.mandrillapp.com'],
      ['dkim', 'CNAME', 'mte2._domainkey', 'dkim2.mandrillapp.com'],
    ),
  }),
];
