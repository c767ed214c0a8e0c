import { fault } from '../../fault.ts';

export default fault({
  title: 'Links lead to www, from where visitors are sent back',
  requirements: ['EDGE-2'],
  breaks: (world) => world.rewrite('@', 'href="/about"', 'href="https://www.harbormarket.shop/about"'),
  expects: [{ check: 'pages/own-host-links', target: 'host:harbormarket.shop', severity: 'low' }],
});
