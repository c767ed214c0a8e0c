import { fault } from '../../fault.ts';

export default fault({
  title: 'The only DKIM key is Ed25519, which the big receivers cannot verify',
  requirements: ['MAIL-4'],
  breaks: (world) =>
    world
      .zoneOf('paperboatmail.com')
      .replace('pb1.harbormarket-shop.dkim', 'TXT', [
        '"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="',
      ]),
  expects: [{ check: 'mail/sender-rules', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
