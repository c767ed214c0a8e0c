import { fault } from '../../fault.ts';

export default fault({
  title: 'Pages are kept by browsers for a week',
  requirements: ['EDGE-7'],
  breaks: (world) => world.pathHeaders('@', '/about', { 'cache-control': 'public, max-age=604800' }),
  expects: [{ check: 'cache/html-caching', target: 'host:harbormarket.shop', severity: 'medium' }],
});
