import { fault } from '../../fault.ts';

export default fault({
  title: 'A picture in a text is loaded over http',
  requirements: ['EDGE-4'],
  breaks: (world) =>
    world.rewrite(
      '@',
      'Hafenstr. 3,',
      'Hafenstr. 3, <img src="http://pictures.harbormarket.shop/pier.jpg" alt="" />',
    ),
  expects: [{ check: 'headers/mixed-content-passive', target: 'host:harbormarket.shop', severity: 'medium' }],
});
