import { fault } from '../../fault.ts';

export default fault({
  title: 'The footer links to staging',
  requirements: ['EDGE-9'],
  breaks: (world) => world.rewrite('@', 'href="/terms"', 'href="https://staging.harbormarket.shop/terms"'),
  expects: [{ check: 'pages/left-over-addresses', target: 'host:harbormarket.shop', severity: 'high' }],
});
