import { fault } from '../../fault.ts';

export default fault({
  title: 'A mail service closed and SPF still includes it',
  requirements: ['MAIL-1'],
  breaks: (world) =>
    world
      .addThirdParty('closedpost.net')
      .zone.replace('@', 'TXT', ['"v=spf1 include:_spf.paperboatmail.com include:_spf.closedpost.net -all"']),
  expects: [
    { check: 'mail/spf-missing-include', target: 'mailDomain:harbormarket.shop', severity: 'blocker' },
  ],
});
