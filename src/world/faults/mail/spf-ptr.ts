import { fault } from '../../fault.ts';

export default fault({
  title: 'The SPF record uses ptr',
  requirements: ['MAIL-1'],
  breaks: (world) =>
    world.zone.replace('@', 'TXT', ['"v=spf1 include:_spf.paperboatmail.com ptr:paperboatmail.com -all"']),
  expects: [{ check: 'mail/spf-ptr', target: 'mailDomain:harbormarket.shop', severity: 'low' }],
});
