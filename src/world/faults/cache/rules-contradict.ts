import { fault } from '../../fault.ts';

export default fault({
  title: 'App and proxy each add their half of the rule',
  requirements: ['EDGE-7'],
  breaks: (world) => world.pathHeaders('@', '/privacy', { 'cache-control': 'no-store, public, max-age=300' }),
  expects: [{ check: 'cache/contradiction', target: 'host:harbormarket.shop', severity: 'medium' }],
});
