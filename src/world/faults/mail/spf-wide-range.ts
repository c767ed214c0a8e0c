import { fault } from '../../fault.ts';

export default fault({
  title: 'A whole /8 is allowed to send',
  requirements: ['MAIL-1'],
  breaks: (world) =>
    world.zone.replace('@', 'TXT', ['"v=spf1 include:_spf.paperboatmail.com ip4:77.0.0.0/8 -all"']),
  expects: [{ check: 'mail/spf-wide-range', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
