import { fault } from '../../fault.ts';

export default fault({
  title: 'An old widget is loaded over http',
  requirements: ['EDGE-4'],
  breaks: (world) =>
    world.app({ extraHead: '<script src="http://widgets.harbormarket.shop/badge.js"></script>' }),
  expects: [
    { check: 'headers/mixed-content-active', target: 'host:harbormarket.shop', severity: 'blocker' },
    { check: 'headers/mixed-content-active', target: 'host:checkout.harbormarket.shop', severity: 'blocker' },
    { check: 'headers/mixed-content-active', target: 'host:admin.harbormarket.shop', severity: 'blocker' },
  ],
});
