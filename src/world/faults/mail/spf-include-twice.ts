import { fault } from '../../fault.ts';

export default fault({
  title: 'The mail service is included twice',
  requirements: ['MAIL-1'],
  breaks: (world) =>
    world.zone.replace('@', 'TXT', [
      '"v=spf1 include:_spf.paperboatmail.com include:_spf.paperboatmail.com -all"',
    ]),
  expects: [{ check: 'mail/spf-unused-include', target: 'mailDomain:harbormarket.shop', severity: 'low' }],
});
