import { fault } from '../../fault.ts';

export default fault({
  title: 'The redirect to https is kept for a year',
  requirements: ['EDGE-7'],
  breaks: (world) => world.pathHeaders('checkout', '/', { 'cache-control': 'public, max-age=31536000' }),
  expects: [
    { check: 'cache/stuck-redirect', target: 'host:checkout.harbormarket.shop', severity: 'high' },
    { check: 'cache/html-caching', target: 'host:checkout.harbormarket.shop', severity: 'medium' },
  ],
});
