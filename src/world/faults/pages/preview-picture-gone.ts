import { fault } from '../../fault.ts';

export default fault({
  title: 'The picture of shared links is not there',
  requirements: ['EDGE-9'],
  breaks: (world) =>
    world.rewrite(
      '@',
      'content="https://harbormarket.shop/assets/share',
      'content="https://harbormarket.shop/share',
    ),
  expects: [{ check: 'pages/share-preview', target: 'host:harbormarket.shop', severity: 'medium' }],
});
