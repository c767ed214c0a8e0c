import { fault } from '../../fault.ts';

export default fault({
  title: 'The page of a development build went to production, its scripts did not',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.rewrite(
      'checkout',
      '</head>',
      '<link rel="preload" as="script" href="/_next/static/development/_buildManifest.js"></head>',
    ),
  expects: [
    { check: 'exposure/debug-mode', target: 'host:checkout.harbormarket.shop', severity: 'high' },
    { check: 'pages/broken-files', target: 'host:checkout.harbormarket.shop', severity: 'medium' },
  ],
});
