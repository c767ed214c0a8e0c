import { fault } from '../../fault.ts';
import { dkimPlaceholder } from '../../healthy/product-zones.ts';

export default fault({
  title: 'The DKIM key allows SHA-1 only',
  requirements: ['MAIL-2'],
  breaks: (world) =>
    world
      .zoneOf('paperboatmail.com')
      .replace('pb1.harbormarket-shop.dkim', 'TXT', [`"v=DKIM1; k=rsa; h=sha1; p=${dkimPlaceholder}"`]),
  expects: [{ check: 'mail/dkim-hash', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
