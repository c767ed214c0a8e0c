import { fault } from '../../fault.ts';

export default fault({
  title: 'The noindex of the test phase is still in every page',
  requirements: ['EDGE-9'],
  breaks: (world) => world.app({ isIndexed: false }),
  expects: [{ check: 'pages/noindex', target: 'host:harbormarket.shop', severity: 'high' }],
});
