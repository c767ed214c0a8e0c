import { fault } from '../../fault.ts';

export default fault({
  title: 'The DKIM key was cut when it was pasted',
  requirements: ['MAIL-2'],
  breaks: (world) =>
    world
      .zoneOf('paperboatmail.com')
      .replace('pb1.harbormarket-shop.dkim', 'TXT', [
        '"v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA"',
      ]),
  expects: [{ check: 'mail/dkim-syntax', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
