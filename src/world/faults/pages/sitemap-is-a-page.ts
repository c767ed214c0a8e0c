import { fault } from '../../fault.ts';

export default fault({
  title: 'The sitemap is a web page',
  requirements: ['EDGE-9'],
  breaks: (world) =>
    world.file('@', '/sitemap.xml', {
      status: 200,
      type: 'text/html; charset=utf-8',
      body: '<!doctype html><html lang="en"><title>Harbor Market</title>',
      headers: { 'cache-control': 'no-cache' },
    }),
  expects: [{ check: 'pages/sitemap', target: 'host:harbormarket.shop', severity: 'medium' }],
});
