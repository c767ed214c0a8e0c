import { fault } from '../../fault.ts';

export default fault({
  title: 'The key stands under another selector than the one that signs',
  requirements: ['MAIL-2'],
  breaks: (world) =>
    world.zone
      .remove('pb1._domainkey')
      .zone.replace('default._domainkey', 'CNAME', ['pb1.harbormarket-shop.dkim.paperboatmail.com.']),
  expects: [{ check: 'mail/dkim-selectors', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
