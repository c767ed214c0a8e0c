import { fault } from '../../fault.ts';

export default fault({
  title: 'Files have lost their ETag',
  requirements: ['EDGE-7'],
  breaks: (world) => world.app({ hasHashedAssets: false }).pathHeaders('@', '/assets/*', { etag: null }),
  expects: [{ check: 'cache/conditional-requests', target: 'host:harbormarket.shop', severity: 'low' }],
});
