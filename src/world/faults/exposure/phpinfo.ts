import { fault } from '../../fault.ts';

export default fault({
  title: 'A phpinfo page was left behind',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('checkout', '/phpinfo.php', {
      body: '<!doctype html><title>PHP 8.3.1 - phpinfo()</title><h1 class="p">PHP Version 8.3.1</h1>',
      type: 'text/html; charset=utf-8',
    }),
  expects: [{ check: 'exposure/debug-page', target: 'host:checkout.harbormarket.shop', severity: 'high' }],
});
