import { fault } from '../../fault.ts';

export default fault({
  title: 'The mail service revoked the key',
  requirements: ['MAIL-2'],
  breaks: (world) =>
    world.zoneOf('paperboatmail.com').replace('pb1.harbormarket-shop.dkim', 'TXT', ['"v=DKIM1; k=rsa; p="']),
  expects: [{ check: 'mail/dkim-revoked', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
