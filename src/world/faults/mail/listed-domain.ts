import { fault } from '../../fault.ts';

export default fault({
  title: 'The domain is on a block list',
  requirements: ['MAIL-8'],
  breaks: (world) => world.zoneOf('spamhaus.org').add('harbormarket.shop.dbl', 'A', ['127.0.1.2']),
  expects: [{ check: 'mail/block-list', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
