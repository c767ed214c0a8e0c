import { fault } from '../../fault.ts';

export default fault({
  title: 'www leads to the right page but loses what stands behind the question mark',
  requirements: ['EDGE-2'],
  breaks: (world) =>
    world.redirect('www', {
      from: '/*',
      to: 'https://harbormarket.shop/*',
      scheme: 'both',
      keepsQuery: false,
    }),
  expects: [{ check: 'redirects/query-kept', target: 'host:www.harbormarket.shop', severity: 'high' }],
});
