import { fault } from '../../fault.ts';

export default fault({
  title: 'The pictures are kept once per browser version',
  requirements: ['EDGE-7'],
  breaks: (world) => world.pathHeaders('@', '/assets/*', { vary: 'User-Agent' }),
  expects: [{ check: 'cache/vary', target: 'host:harbormarket.shop', severity: 'medium' }],
});
