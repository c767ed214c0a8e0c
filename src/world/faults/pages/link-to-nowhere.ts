import { fault } from '../../fault.ts';

export default fault({
  title: 'The footer links to terms that were moved',
  requirements: ['EDGE-9'],
  breaks: (world) => world.rewrite('@', 'href="/terms"', 'href="/agb"'),
  expects: [{ check: 'pages/broken-links', target: 'host:harbormarket.shop', severity: 'medium' }],
});
