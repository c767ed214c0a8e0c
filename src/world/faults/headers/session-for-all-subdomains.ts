import { fault } from '../../fault.ts';

export default fault({
  title: 'The session cookie goes to every host of the domain',
  requirements: ['EDGE-5'],
  breaks: (world) =>
    world.pathHeaders('@', '/about', {
      'cache-control': 'private, no-store',
      'set-cookie': 'session={visitor}; Domain=harbormarket.shop; Path=/; Secure; HttpOnly; SameSite=Lax',
    }),
  expects: [{ check: 'headers/session-cookie-domain', target: 'host:harbormarket.shop', severity: 'medium' }],
});
