import { fault } from '../../fault.ts';

export default fault({
  title: 'The cart cookie is for frames of others, but without Secure',
  requirements: ['EDGE-5'],
  breaks: (world) =>
    world.pathHeaders('@', '/about', {
      'cache-control': 'private, no-store',
      'set-cookie': 'basket={visitor}; Path=/; HttpOnly; SameSite=None',
    }),
  expects: [{ check: 'headers/cookie-acceptance', target: 'host:harbormarket.shop', severity: 'high' }],
});
