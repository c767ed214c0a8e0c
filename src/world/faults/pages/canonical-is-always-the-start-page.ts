import { fault } from '../../fault.ts';

export default fault({
  title: 'Every page names the start page as its own address',
  requirements: ['EDGE-9'],
  breaks: (world) =>
    world.rewrite(
      '@',
      'rel="canonical" href="https://harbormarket.shop/',
      'rel="canonical" href="https://harbormarket.shop/" title="',
    ),
  expects: [{ check: 'pages/canonical-links', target: 'host:harbormarket.shop', severity: 'medium' }],
});
