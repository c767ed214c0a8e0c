import { fault } from '../../fault.ts';
import { dkimPlaceholder } from '../../healthy/product-zones.ts';

export default fault({
  title: 'The DKIM key record has a tag of the old standard',
  requirements: ['MAIL-2'],
  breaks: (world) =>
    world
      .zoneOf('paperboatmail.com')
      .replace('pb1.harbormarket-shop.dkim', 'TXT', [`"v=DKIM1; k=rsa; g=*; p=${dkimPlaceholder}"`]),
  expects: [{ check: 'mail/dkim-obsolete-tags', target: 'mailDomain:harbormarket.shop', severity: 'low' }],
});
