import { fault } from '../../fault.ts';

export default fault({
  title: 'The sending address is on a block list',
  requirements: ['MAIL-8'],
  breaks: (world) => world.zoneOf('spamhaus.org').add('40.148.32.77.zen', 'A', ['127.0.0.2']),
  expects: [{ check: 'mail/block-list', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
