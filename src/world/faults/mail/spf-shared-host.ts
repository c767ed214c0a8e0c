import { fault } from '../../fault.ts';

export default fault({
  title: 'The web host’s own SPF is still included',
  requirements: ['MAIL-1'],
  breaks: (world) =>
    world
      .addThirdParty('websitewelcome.com', '@ TXT "v=spf1 ip4:192.185.0.0/16 -all"')
      .zone.replace('@', 'TXT', ['"v=spf1 include:_spf.paperboatmail.com include:websitewelcome.com -all"']),
  expects: [{ check: 'mail/spf-shared-range', target: 'mailDomain:harbormarket.shop', severity: 'medium' }],
});
