import { fault } from '../../fault.ts';

export default fault({
  title: 'An odd address shows a warning of PHP',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('checkout', '/%ff', {
      body: '<b>Fatal error</b>:  Uncaught TypeError in <b>/var/www/html/cart.php</b> on line <b>31</b>',
      type: 'text/html; charset=utf-8',
      status: 500,
    }),
  expects: [
    { check: 'exposure/error-details', target: 'host:checkout.harbormarket.shop', severity: 'medium' },
  ],
});
