import { fault } from '../../fault.ts';

export default fault({
  title: 'The sitemap lists pages that are gone and one that has moved',
  requirements: ['EDGE-9'],
  breaks: (world) =>
    world.file('@', '/sitemap.xml', {
      status: 200,
      type: 'application/xml',
      body: `<urlset>${['https://harbormarket.shop/', 'https://harbormarket.shop/spring-fair', 'https://harbormarket.shop/summer-fair'].map((url) => `<url><loc>${url}</loc></url>`).join('')}</urlset>`,
      headers: { 'cache-control': 'no-cache' },
    }),
  expects: [{ check: 'pages/sitemap-addresses', target: 'host:harbormarket.shop', severity: 'medium' }],
});
