import { fault } from '../../fault.ts';

export default fault({
  title: 'The development build went to production',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.rewrite(
      'checkout',
      '</head>',
      '<link rel="preload" as="script" href="/_next/static/development/_buildManifest.js"></head>',
    ),
  expects: [{ check: 'exposure/debug-mode', target: 'host:checkout.harbormarket.shop', severity: 'high' }],
});
