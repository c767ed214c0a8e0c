import { fault } from '../../fault.ts';

export default fault({
  title: 'robots.txt keeps crawlers from the style sheet',
  requirements: ['EDGE-9'],
  breaks: (world) =>
    world.app({
      robots: 'User-agent: *\nDisallow: /assets/\nSitemap: https://harbormarket.shop/sitemap.xml\n',
    }),
  expects: [{ check: 'pages/robots-file', target: 'host:harbormarket.shop', severity: 'low' }],
});
