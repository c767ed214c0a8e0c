import { fault } from '../../fault.ts';

export default fault({
  title: 'A missing page stays missing for a day',
  requirements: ['EDGE-7'],
  breaks: (world) => world.pathHeaders('@', '/launch-ready*', { 'cache-control': 'public, max-age=86400' }),
  expects: [{ check: 'cache/stuck-error', target: 'host:harbormarket.shop', severity: 'high' }],
});
