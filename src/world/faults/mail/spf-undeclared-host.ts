import { fault } from '../../fault.ts';

export default fault({
  title: 'Somebody unknown may send',
  requirements: ['MAIL-1'],
  breaks: (world) =>
    world
      .addThirdParty('quietpost.net', '_spf TXT "v=spf1 ip4:178.62.10.0/24 -all"')
      .zone.replace('@', 'TXT', ['"v=spf1 include:_spf.paperboatmail.com include:_spf.quietpost.net -all"']),
  expects: [{ check: 'mail/spf-unknown-sender', target: 'mailDomain:harbormarket.shop', severity: 'low' }],
});
