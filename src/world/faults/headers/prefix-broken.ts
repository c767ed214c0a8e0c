import { fault } from '../../fault.ts';

export default fault({
  title: 'A cookie promises __Host- and names a domain',
  requirements: ['EDGE-5'],
  breaks: (world) =>
    world.pathHeaders('@', '/about', {
      'cache-control': 'private, no-store',
      'set-cookie':
        '__Host-basket={visitor}; Domain=harbormarket.shop; Path=/; Secure; HttpOnly; SameSite=Lax',
    }),
  expects: [{ check: 'headers/cookie-acceptance', target: 'host:harbormarket.shop', severity: 'high' }],
});
