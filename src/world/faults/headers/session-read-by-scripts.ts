import { fault } from '../../fault.ts';

export default fault({
  title: 'Scripts can read the session cookie',
  requirements: ['EDGE-5'],
  breaks: (world) =>
    world.pathHeaders('@', '/about', {
      'cache-control': 'private, no-store',
      'set-cookie': '__Host-session={visitor}; Path=/; Secure; SameSite=Lax',
    }),
  expects: [{ check: 'headers/cookie-httponly', target: 'host:harbormarket.shop', severity: 'high' }],
});
