import { fault } from '../../fault.ts';

export default fault({
  title: 'robots.txt still says Disallow: /',
  requirements: ['EDGE-9'],
  breaks: (world) => world.app({ robots: 'User-agent: *\nDisallow: /\n' }),
  expects: [{ check: 'pages/robots-rules', target: 'host:harbormarket.shop', severity: 'high' }],
});
