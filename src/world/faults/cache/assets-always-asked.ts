import { fault } from '../../fault.ts';

export default fault({
  title: 'Files with a hash in their name are asked for on every visit',
  requirements: ['EDGE-7'],
  breaks: (world) => world.pathHeaders('checkout', '/assets/*', { 'cache-control': 'public, max-age=0' }),
  expects: [
    { check: 'cache/hashed-asset-lifetime', target: 'host:checkout.harbormarket.shop', severity: 'medium' },
  ],
});
