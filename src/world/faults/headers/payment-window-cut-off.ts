import { fault } from '../../fault.ts';

export default fault({
  title: 'The payment window cannot tell the page that it was paid',
  requirements: ['EDGE-5'],
  breaks: (world) =>
    world.rewrite(
      'checkout',
      '</head>',
      '<script async src="https://www.paypal.com/sdk/js" integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6R9GqQ8K0"></script></head>',
    ),
  expects: [{ check: 'headers/coop-popups', target: 'host:checkout.harbormarket.shop', severity: 'low' }],
});
