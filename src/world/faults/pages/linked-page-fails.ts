import { fault } from '../../fault.ts';

export default fault({
  title: 'The page about the company answers 500',
  requirements: ['EDGE-9'],
  breaks: (world) =>
    world.file('@', '/about', {
      status: 500,
      type: 'text/html; charset=utf-8',
      body: '<!doctype html><html lang="en"><title>Error</title><p>Internal error',
      headers: { 'cache-control': 'no-store' },
    }),
  expects: [{ check: 'pages/broken-links', target: 'host:harbormarket.shop', severity: 'high' }],
});
