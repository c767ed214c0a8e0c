import { fault } from '../../fault.ts';

export default fault({
  title: 'The status page of the web server is open',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('@', '/server-status', {
      body: '<html><head><title>Apache Status</title></head><body><h1>Apache Server Status for harbormarket.shop</h1></body></html>',
      type: 'text/html; charset=utf-8',
    }),
  expects: [{ check: 'exposure/debug-page', target: 'host:harbormarket.shop', severity: 'medium' }],
});
