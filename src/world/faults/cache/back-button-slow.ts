import { fault } from '../../fault.ts';

export default fault({
  title: 'The start page is sent with no-store',
  requirements: ['EDGE-7'],
  breaks: (world) => world.pathHeaders('@', '/', { 'cache-control': 'no-store' }),
  expects: [{ check: 'cache/back-forward', target: 'host:harbormarket.shop', severity: 'low' }],
});
