import { fault } from '../../fault.ts';
import { dkimPlaceholder } from '../../healthy/product-zones.ts';

export default fault({
  title: 'The DKIM key is still marked as a test',
  requirements: ['MAIL-2'],
  breaks: (world) =>
    world
      .zoneOf('paperboatmail.com')
      .replace('pb1.harbormarket-shop.dkim', 'TXT', [`"v=DKIM1; k=rsa; t=y; p=${dkimPlaceholder}"`]),
  expects: [{ check: 'mail/dkim-test-mode', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
