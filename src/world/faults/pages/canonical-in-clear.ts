import { fault } from '../../fault.ts';

export default fault({
  title: 'Listings name an http address as the canonical one',
  requirements: ['EDGE-9'],
  breaks: (world) =>
    world.rewrite(
      '@',
      'rel="canonical" href="https://harbormarket.shop/listings/',
      'rel="canonical" href="http://harbormarket.shop/listings/',
    ),
  expects: [{ check: 'pages/canonical-links', target: 'host:harbormarket.shop', severity: 'medium' }],
});
