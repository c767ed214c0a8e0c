import { fault } from '../../fault.ts';

export default fault({
  title: 'The SPF record still names the office that closed',
  requirements: ['MAIL-1'],
  breaks: (world) =>
    world.zone.replace('@', 'TXT', [
      '"v=spf1 include:_spf.paperboatmail.com a:old-office.paperboatmail.com -all"',
    ]),
  expects: [{ check: 'mail/spf-void-lookups', target: 'mailDomain:harbormarket.shop', severity: 'medium' }],
});
