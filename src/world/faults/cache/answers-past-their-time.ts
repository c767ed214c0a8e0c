import { fault } from '../../fault.ts';

export default fault({
  title: 'A rule at the CDN keeps pages for days',
  requirements: ['EDGE-7'],
  breaks: (world) => world.pathHeaders('@', '/terms', { age: '259200' }),
  expects: [{ check: 'cache/stale-answers', target: 'host:harbormarket.shop', severity: 'medium' }],
});
