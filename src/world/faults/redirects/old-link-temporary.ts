import { fault } from '../../fault.ts';

export default fault({
  title: 'An old address moves temporarily where permanent was meant',
  requirements: ['EDGE-2'],
  breaks: (world) =>
    world
      .redirect('@', { from: '/shop/*', to: '/listings/*', status: 302 })
      .declare({ redirects: [{ from: '/shop/tide-lamp', to: '/listings/tide-lamp', status: 301 }] }),
  expects: [{ check: 'redirects/declared-status', target: 'site:harbormarket.shop', severity: 'medium' }],
});
