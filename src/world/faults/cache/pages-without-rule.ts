import { fault } from '../../fault.ts';

export default fault({
  title: 'The pages say nothing about caching',
  requirements: ['EDGE-7'],
  breaks: (world) => world.pathHeaders('checkout', '/', { 'cache-control': null }),
  expects: [{ check: 'cache/html-caching', target: 'host:checkout.harbormarket.shop', severity: 'medium' }],
});
