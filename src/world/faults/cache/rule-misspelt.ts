import { fault } from '../../fault.ts';

export default fault({
  title: 'no-store is written with an underscore',
  requirements: ['EDGE-7'],
  breaks: (world) => world.pathHeaders('@', '/privacy', { 'cache-control': 'no_store, max-age=0' }),
  expects: [{ check: 'cache/directive-spelling', target: 'host:harbormarket.shop', severity: 'medium' }],
});
