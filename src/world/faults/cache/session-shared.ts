import { fault } from '../../fault.ts';

export default fault({
  title: 'The CDN keeps the page that gives out sessions: all visitors get the same one',
  requirements: ['EDGE-7'],
  breaks: (world) =>
    world.host('@', { cache: { isOn: true, ignoresPrivacy: true } }).pathHeaders('@', '/about', {
      'cache-control': 'private, no-store',
      'set-cookie': 'visitor={visitor}; Path=/; Secure; HttpOnly; SameSite=Lax',
    }),
  expects: [{ check: 'cache/two-visitor-leak', target: 'host:harbormarket.shop', severity: 'blocker' }],
});
