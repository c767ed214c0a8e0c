import { fault } from '../../fault.ts';

export default fault({
  title: 'The rule for the CDN has quotes around its number',
  requirements: ['EDGE-7'],
  breaks: (world) => world.pathHeaders('@', '/', { 'cdn-cache-control': 'max-age="60"' }),
  expects: [{ check: 'cache/targeted-control', target: 'host:harbormarket.shop', severity: 'medium' }],
});
