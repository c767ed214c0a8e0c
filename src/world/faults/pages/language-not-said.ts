import { fault } from '../../fault.ts';

export default fault({
  title: 'Pages do not say their language',
  requirements: ['EDGE-9'],
  breaks: (world) => world.rewrite('@', '<html lang="en">', '<html>'),
  expects: [{ check: 'pages/page-language', target: 'host:harbormarket.shop', severity: 'low' }],
});
