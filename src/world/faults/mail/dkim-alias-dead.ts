import { fault } from '../../fault.ts';

export default fault({
  title: 'The DKIM alias points to a closed account',
  requirements: ['MAIL-2'],
  breaks: (world) =>
    world.zone.replace('pb1._domainkey', 'CNAME', ['pb1.closed-account.dkim.paperboatmail.com.']),
  expects: [{ check: 'mail/dkim-alias-target', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
