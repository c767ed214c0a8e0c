import { fault } from '../../fault.ts';

export default fault({
  title: 'A database tool was left on the checkout',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('checkout', '/adminer.php', {
      body: '<!doctype html><html><head><title>Login - Adminer</title></head><body><input type="password"></body></html>',
      type: 'text/html; charset=utf-8',
    }),
  expects: [{ check: 'exposure/open-admin', target: 'host:checkout.harbormarket.shop', severity: 'high' }],
});
