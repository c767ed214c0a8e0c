import { fault } from '../../fault.ts';

export default fault({
  title: 'The picture of shared links is on the laptop of the developer',
  requirements: ['EDGE-9'],
  breaks: (world) =>
    world.rewrite(
      '@',
      'og:image" content="https://harbormarket.shop/',
      'og:image" content="https://localhost:3000/',
    ),
  expects: [{ check: 'pages/share-preview', target: 'host:harbormarket.shop', severity: 'medium' }],
});
