import { fault } from '../../fault.ts';

export default fault({
  title: 'An old subdomain points at a hosted page that nobody owns any more',
  requirements: ['DNS-5'],
  breaks: (world) => world.zone.replace('blog', 'CNAME', ['harbor-blog.herokudns.com.']),
  expects: [{ check: 'domain/dangling-alias', target: 'host:blog.harbormarket.shop', severity: 'high' }],
});
