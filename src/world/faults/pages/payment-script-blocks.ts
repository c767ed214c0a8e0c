import { fault } from '../../fault.ts';

export default fault({
  title: 'The checkout shows nothing before the payment provider has answered',
  requirements: ['PERF-5'],
  breaks: (world) =>
    world.rewrite(
      'checkout',
      '</head>',
      '<script src="https://js.pennyworth-pay.com/v3.js" integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC" crossorigin="anonymous"></script></head>',
    ),
  expects: [
    { check: 'pages/blocking-third-parties', target: 'host:checkout.harbormarket.shop', severity: 'high' },
  ],
});
