import { fault } from '../../fault.ts';

export default fault({
  title: 'The profiler of a Go service is open',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('api', '/debug/pprof/', {
      body: '<html><head><title>/debug/pprof/</title></head><body>Types of profiles available: <a href="goroutine">goroutine</a></body></html>',
      type: 'text/html; charset=utf-8',
    }),
  expects: [{ check: 'exposure/debug-page', target: 'host:api.harbormarket.shop', severity: 'high' }],
});
