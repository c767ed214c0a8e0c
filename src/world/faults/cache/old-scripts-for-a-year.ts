import { fault } from '../../fault.ts';

export default fault({
  title: 'Scripts keep their name and are kept for a year',
  requirements: ['EDGE-7'],
  breaks: (world) =>
    world
      .app({ hasHashedAssets: false })
      .pathHeaders('@', '/assets/market.js', { 'cache-control': 'public, max-age=31536000' })
      .pathHeaders('@', '/assets/market.css', { 'cache-control': 'public, max-age=31536000' }),
  expects: [{ check: 'cache/unhashed-asset-lifetime', target: 'host:harbormarket.shop', severity: 'high' }],
});
