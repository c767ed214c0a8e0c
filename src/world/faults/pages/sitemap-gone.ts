import { fault } from '../../fault.ts';

export default fault({
  title: 'robots.txt names a sitemap that is not there',
  requirements: ['EDGE-9'],
  breaks: (world) => world.file('@', '/sitemap.xml', { status: 404, type: 'text/plain', body: 'Not found' }),
  expects: [{ check: 'pages/sitemap', target: 'host:harbormarket.shop', severity: 'medium' }],
});
