import { fault } from '../../fault.ts';

export default fault({
  title: 'The CDN passes every file through',
  requirements: ['EDGE-7'],
  breaks: (world) =>
    world
      .pathHeaders('checkout', '/assets/*', { 'x-cache': 'MISS' })
      .host('checkout', { cache: { isOn: false, ignoresPrivacy: false } }),
  expects: [{ check: 'cache/asset-hit', target: 'host:checkout.harbormarket.shop', severity: 'medium' }],
});
