import { fault } from '../../fault.ts';
import { dkimPlaceholder } from '../../healthy/product-zones.ts';

export default fault({
  title: 'Two keys stand under one DKIM selector',
  requirements: ['MAIL-2'],
  breaks: (world) =>
    world
      .zoneOf('paperboatmail.com')
      .add('pb1.harbormarket-shop.dkim', 'TXT', [`"v=DKIM1; k=rsa; n=older; p=${dkimPlaceholder}"`]),
  expects: [{ check: 'mail/dkim-single', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
