import { fault } from '../../fault.ts';

export default fault({
  title: 'Phones show the pages as small as a stamp',
  requirements: ['PERF-4'],
  breaks: (world) => world.rewrite('@', '<meta name="viewport"', '<meta name="view"'),
  expects: [{ check: 'pages/viewport', target: 'host:harbormarket.shop', severity: 'medium' }],
});
