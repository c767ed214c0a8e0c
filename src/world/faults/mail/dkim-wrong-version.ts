import { fault } from '../../fault.ts';
import { dkimPlaceholder } from '../../healthy/product-zones.ts';

export default fault({
  title: 'The DKIM key record has the wrong version',
  requirements: ['MAIL-2'],
  breaks: (world) =>
    world
      .zoneOf('paperboatmail.com')
      .replace('pb1.harbormarket-shop.dkim', 'TXT', [`"v=DKIM2; k=rsa; p=${dkimPlaceholder}"`]),
  expects: [{ check: 'mail/dkim-syntax', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
