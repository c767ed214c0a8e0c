import { fault } from '../../fault.ts';

export default fault({
  title: 'The privacy page is linked over http',
  requirements: ['EDGE-2'],
  breaks: (world) => world.rewrite('@', 'href="/privacy"', 'href="http://harbormarket.shop/privacy"'),
  expects: [{ check: 'pages/own-host-links', target: 'host:harbormarket.shop', severity: 'medium' }],
});
