import { fault } from '../../fault.ts';

export default fault({
  title: 'An old subdomain points at a hosted page that nobody owns any more',
  requirements: ['DNS-5'],
  breaks: (world) =>
    world.addThirdParty('herokudns.com').zone.replace('blog', 'CNAME', ['infinite-tide-4711.herokudns.com.']),
  expects: [{ check: 'domain/takeover', target: 'host:blog.harbormarket.shop', severity: 'high' }],
});
