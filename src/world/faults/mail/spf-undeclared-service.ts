import { fault } from '../../fault.ts';

export default fault({
  title: 'A mail service nobody remembers may still send',
  requirements: ['MAIL-1'],
  breaks: (world) =>
    world
      .addThirdParty('mailgun.org', '@ TXT "v=spf1 ip4:159.135.224.0/20 -all"')
      .zone.replace('@', 'TXT', ['"v=spf1 include:_spf.paperboatmail.com include:mailgun.org -all"']),
  expects: [{ check: 'mail/spf-unknown-sender', target: 'mailDomain:harbormarket.shop', severity: 'medium' }],
});
