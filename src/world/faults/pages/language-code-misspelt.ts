import { fault } from '../../fault.ts';

export default fault({
  title: 'The language link uses an underscore',
  requirements: ['EDGE-9'],
  breaks: (world) =>
    world.rewrite(
      '@',
      '</head>',
      '<link rel="alternate" hreflang="en_US" href="https://harbormarket.shop/"></head>',
    ),
  expects: [{ check: 'pages/languages', target: 'host:harbormarket.shop', severity: 'medium' }],
});
