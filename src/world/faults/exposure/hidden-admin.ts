import { fault } from '../../fault.ts';

export default fault({
  title: 'A second back office has a hidden address and no login',
  requirements: ['EDGE-8', 'OWASP-1'],
  breaks: (world) =>
    world.file('@', '/admin', {
      body: '<!doctype html><html><head><title>Admin dashboard</title></head><body><h1>Orders</h1><table><tr><td>1001</td><td>paid</td></tr></table><a href="/">Log out</a></body></html>',
      type: 'text/html; charset=utf-8',
    }),
  expects: [{ check: 'exposure/open-admin', target: 'host:harbormarket.shop', severity: 'blocker' }],
});
