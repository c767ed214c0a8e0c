import { fault } from '../../fault.ts';

export default fault({
  title: 'A product address from the old shop ends on the start page',
  requirements: ['EDGE-2'],
  breaks: (world) =>
    world
      .redirect('@', { from: '/shop/*', to: '/', keepsQuery: false })
      .declare({ redirects: [{ from: '/shop/tide-lamp', to: '/listings/tide-lamp' }] }),
  expects: [{ check: 'redirects/declared-old-url', target: 'site:harbormarket.shop', severity: 'high' }],
});
