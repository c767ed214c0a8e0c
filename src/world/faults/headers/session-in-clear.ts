import { fault } from '../../fault.ts';

export default fault({
  title: 'The session cookie is also sent over http',
  requirements: ['EDGE-5'],
  breaks: (world) =>
    world.pathHeaders('@', '/about', {
      'cache-control': 'private, no-store',
      'set-cookie': 'session={visitor}; Path=/; HttpOnly; SameSite=Lax',
    }),
  expects: [{ check: 'headers/cookie-secure', target: 'host:harbormarket.shop', severity: 'high' }],
});
