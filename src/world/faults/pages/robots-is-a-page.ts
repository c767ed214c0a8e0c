import { fault } from '../../fault.ts';

export default fault({
  title: 'robots.txt is the start page of a single-page app',
  requirements: ['EDGE-9'],
  breaks: (world) =>
    world.file('@', '/robots.txt', {
      status: 200,
      type: 'text/html; charset=utf-8',
      body: '<!doctype html><html lang="en"><title>Harbor Market</title>',
      headers: { 'cache-control': 'no-cache' },
    }),
  expects: [{ check: 'pages/robots-file', target: 'host:harbormarket.shop', severity: 'low' }],
});
