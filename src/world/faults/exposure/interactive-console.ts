import { fault } from '../../fault.ts';

export default fault({
  title: 'A debugger’s console runs code for everybody',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('api', '/console', {
      body: '<html><head><title>Interactive Console // Werkzeug Debugger</title></head></html>',
      type: 'text/html; charset=utf-8',
    }),
  expects: [{ check: 'exposure/debug-page', target: 'host:api.harbormarket.shop', severity: 'blocker' }],
});
