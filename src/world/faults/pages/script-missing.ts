import { fault } from '../../fault.ts';

export default fault({
  title: 'The release forgot a script',
  requirements: ['EDGE-9'],
  breaks: (world) => world.rewrite('@', '</main>', '<script src="/js/cart.js" defer></script></main>'),
  expects: [{ check: 'pages/broken-files', target: 'host:harbormarket.shop', severity: 'high' }],
});
