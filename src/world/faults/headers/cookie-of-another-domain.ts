import { fault } from '../../fault.ts';

export default fault({
  title: 'The cookie still names the domain of the staging server',
  requirements: ['EDGE-5'],
  breaks: (world) =>
    world.pathHeaders('@', '/about', {
      'cache-control': 'private, no-store',
      'set-cookie': 'basket={visitor}; Domain=staging-harbor.test; Path=/; Secure; HttpOnly; SameSite=Lax',
    }),
  expects: [{ check: 'headers/cookie-acceptance', target: 'host:harbormarket.shop', severity: 'high' }],
});
