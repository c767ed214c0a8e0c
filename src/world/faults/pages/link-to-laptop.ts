import { fault } from '../../fault.ts';

export default fault({
  title: 'The footer links to the laptop of the developer',
  requirements: ['EDGE-9'],
  breaks: (world) => world.rewrite('@', 'href="/terms"', 'href="http://localhost:3000/terms"'),
  expects: [{ check: 'pages/left-over-addresses', target: 'host:harbormarket.shop', severity: 'high' }],
});
