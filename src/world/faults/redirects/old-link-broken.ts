import { fault } from '../../fault.ts';

export default fault({
  title: 'A product address from the old shop, printed on flyers, ends on an error page',
  requirements: ['EDGE-2'],
  breaks: (world) => world.declare({ redirects: [{ from: '/shop/tide-lamp', to: '/listings/tide-lamp' }] }),
  expects: [{ check: 'redirects/declared-old-url', target: 'site:harbormarket.shop', severity: 'high' }],
});
