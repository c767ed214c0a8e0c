import { fault } from '../../fault.ts';

export default fault({
  title: 'A library comes from a CDN without a hash',
  requirements: ['EDGE-5'],
  breaks: (world) =>
    world.rewrite(
      'checkout',
      '</head>',
      '<script src="https://cdn.jslibs.example/pay-button.js" defer></script></head>',
    ),
  expects: [
    { check: 'headers/script-integrity', target: 'host:checkout.harbormarket.shop', severity: 'low' },
  ],
});
