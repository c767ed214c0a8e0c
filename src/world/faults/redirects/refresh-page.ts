import { fault } from '../../fault.ts';

export default fault({
  title: 'The start page is an empty page that sends visitors on',
  requirements: ['EDGE-2'],
  breaks: (world) =>
    world.file('@', '/', {
      type: 'text/html; charset=utf-8',
      body: '<!doctype html><html lang="en"><head><title>Harbor Market</title><meta http-equiv="refresh" content="0; url=/listings"></head><body></body></html>',
    }),
  expects: [{ check: 'redirects/client-redirect', target: 'host:harbormarket.shop', severity: 'medium' }],
});
