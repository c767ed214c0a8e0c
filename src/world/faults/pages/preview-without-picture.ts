import { fault } from '../../fault.ts';

export default fault({
  title: 'Shared links show no picture',
  requirements: ['EDGE-9'],
  breaks: (world) => world.rewrite('@', 'property="og:image"', 'property="og:sound"'),
  expects: [{ check: 'pages/share-preview', target: 'host:harbormarket.shop', severity: 'low' }],
});
