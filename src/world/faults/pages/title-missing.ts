import { fault } from '../../fault.ts';

export default fault({
  title: 'A page has no title',
  requirements: ['EDGE-9'],
  breaks: (world) => world.rewrite('@', '<title>Terms · Harbor Market</title>', '<title></title>'),
  expects: [{ check: 'pages/titles', target: 'host:harbormarket.shop', severity: 'medium' }],
});
