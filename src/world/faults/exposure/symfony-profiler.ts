import { fault } from '../../fault.ts';

export default fault({
  title: 'The profiler of the framework is open',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('admin', '/_profiler/', {
      body: '<html><head><title>Symfony Profiler</title></head><body></body></html>',
      type: 'text/html; charset=utf-8',
    }),
  expects: [{ check: 'exposure/debug-page', target: 'host:admin.harbormarket.shop', severity: 'high' }],
});
