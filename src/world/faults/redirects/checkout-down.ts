import { fault } from '../../fault.ts';

export default fault({
  title: 'The checkout answers with 503',
  requirements: ['EDGE-2'],
  breaks: (world) => world.host('checkout', { outage: 503 }),
  expects: [
    { check: 'redirects/reachability', target: 'host:checkout.harbormarket.shop', severity: 'blocker' },
  ],
});
