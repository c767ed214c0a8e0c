import { fault } from '../../fault.ts';

export default fault({
  title: 'A page that is kept for all sets a cookie',
  requirements: ['EDGE-7'],
  breaks: (world) =>
    world.pathHeaders('@', '/terms', {
      'cache-control': 'public, max-age=300',
      'set-cookie': 'seen=yes; Path=/; Secure; SameSite=Lax',
    }),
  expects: [{ check: 'cache/set-cookie-on-cacheable', target: 'host:harbormarket.shop', severity: 'high' }],
});
