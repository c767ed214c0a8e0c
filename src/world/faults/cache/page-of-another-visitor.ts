import { fault } from '../../fault.ts';

export default fault({
  title: 'The CDN keeps pages without looking at cookies: visitors read what is meant for others',
  requirements: ['EDGE-7'],
  breaks: (world) =>
    world
      .host('@', { cache: { isOn: true, ignoresPrivacy: true } })
      .pathHeaders('@', '/about', {
        'cache-control': 'private, no-cache',
        'set-cookie': 'visitor={visitor}; Path=/; Secure; HttpOnly; SameSite=Lax',
      })
      .rewrite('@', '</main>', '<p>Your code: {visitor}</p></main>'),
  expects: [{ check: 'cache/two-visitor-leak', target: 'host:harbormarket.shop', severity: 'blocker' }],
});
