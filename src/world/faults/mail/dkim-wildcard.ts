import { fault } from '../../fault.ts';

export default fault({
  title: 'Every DKIM selector answers',
  requirements: ['MAIL-2'],
  breaks: (world) =>
    world.zone.replace('*._domainkey', 'CNAME', ['pb1.harbormarket-shop.dkim.paperboatmail.com.']),
  expects: [{ check: 'mail/dkim-wildcard', target: 'mailDomain:harbormarket.shop', severity: 'medium' }],
});
