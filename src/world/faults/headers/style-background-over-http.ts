import { fault } from '../../fault.ts';

export default fault({
  title: 'The style sheet loads its background over http',
  requirements: ['EDGE-4'],
  breaks: (world) =>
    world.rewrite(
      '@',
      'body{margin:0;',
      'body{background-image:url(http://pictures.harbormarket.shop/sea.png);margin:0;',
    ),
  expects: [{ check: 'headers/mixed-content-passive', target: 'host:harbormarket.shop', severity: 'medium' }],
});
