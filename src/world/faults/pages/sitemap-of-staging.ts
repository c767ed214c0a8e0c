import { fault } from '../../fault.ts';

export default fault({
  title: 'The sitemap lists the addresses of staging',
  requirements: ['EDGE-9'],
  breaks: (world) =>
    world.file('@', '/sitemap.xml', {
      status: 200,
      type: 'application/xml',
      body: `<urlset>${['https://staging.harbormarket.shop/', 'https://staging.harbormarket.shop/listings'].map((url) => `<url><loc>${url}</loc></url>`).join('')}</urlset>`,
      headers: { 'cache-control': 'no-cache' },
    }),
  expects: [{ check: 'pages/sitemap-addresses', target: 'host:harbormarket.shop', severity: 'medium' }],
});
