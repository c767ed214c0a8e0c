import { fault } from '../../fault.ts';

export default fault({
  title: 'The rule for old addresses loses the campaign code',
  requirements: ['EDGE-2'],
  breaks: (world) =>
    world
      .redirect('@', { from: '/shop/*', to: '/listings/*', keepsQuery: false })
      .declare({ redirects: [{ from: '/shop/tide-lamp', to: '/listings/tide-lamp' }] }),
  expects: [{ check: 'redirects/declared-query', target: 'site:harbormarket.shop', severity: 'medium' }],
});
