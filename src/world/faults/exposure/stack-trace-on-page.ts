import { fault } from '../../fault.ts';

export default fault({
  title: 'An odd address shows a stack trace',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('@', '/%ff', {
      body: '<!doctype html><html><body><h1>Error</h1><pre>URIError: URI malformed\n    at decodePath (file:///srv/app/router.js:88:14)</pre></body></html>',
      type: 'text/html; charset=utf-8',
      status: 500,
    }),
  expects: [{ check: 'exposure/error-details', target: 'host:harbormarket.shop', severity: 'medium' }],
});
