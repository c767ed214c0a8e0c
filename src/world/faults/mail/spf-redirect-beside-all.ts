import { fault } from '../../fault.ts';

export default fault({
  title: 'A redirect stands beside all',
  requirements: ['MAIL-1'],
  breaks: (world) =>
    world.zone.replace('@', 'TXT', [
      '"v=spf1 include:_spf.paperboatmail.com -all redirect=_spf.paperboatmail.com"',
    ]),
  expects: [{ check: 'mail/spf-unreached', target: 'mailDomain:harbormarket.shop', severity: 'low' }],
});
