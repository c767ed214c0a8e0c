import { fault } from '../../fault.ts';

export default fault({
  title: 'The server still sends X-Robots-Tag: noindex',
  requirements: ['EDGE-9'],
  breaks: (world) => world.headers('@', { 'x-robots-tag': 'noindex, nofollow' }),
  expects: [{ check: 'pages/noindex', target: 'host:harbormarket.shop', severity: 'high' }],
});
