import { fault } from '../../fault.ts';

export default fault({
  title: 'The folder of scripts lists its files',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('checkout', '/assets/', {
      body: '<html><head><title>Index of /assets/</title></head><body><a href="market.js">market.js</a></body></html>',
      type: 'text/html; charset=utf-8',
    }),
  expects: [
    { check: 'exposure/directory-list', target: 'host:checkout.harbormarket.shop', severity: 'medium' },
  ],
});
