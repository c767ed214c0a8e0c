import { fault } from '../../fault.ts';

export default fault({
  title: 'The proxy takes Vary away',
  requirements: ['EDGE-7'],
  breaks: (world) =>
    world.host('checkout', { isCompressed: false }).pathHeaders('checkout', '/', {
      'content-encoding': 'identity',
      'cache-control': 'public, max-age=60',
    }),
  expects: [{ check: 'cache/vary-encoding', target: 'host:checkout.harbormarket.shop', severity: 'medium' }],
});
