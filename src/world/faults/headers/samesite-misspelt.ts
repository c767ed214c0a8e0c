import { fault } from '../../fault.ts';

export default fault({
  title: 'SameSite was switched off with a word that does not exist',
  requirements: ['EDGE-5'],
  breaks: (world) =>
    world.pathHeaders('@', '/about', {
      'cache-control': 'private, no-store',
      'set-cookie': '__Host-session={visitor}; Path=/; Secure; HttpOnly; SameSite=Off',
    }),
  expects: [{ check: 'headers/cookie-samesite', target: 'host:harbormarket.shop', severity: 'medium' }],
});
