import { fault } from '../../fault.ts';

export default fault({
  title: 'Every link to www ends on the start page',
  requirements: ['EDGE-2'],
  breaks: (world) =>
    world.redirect('www', {
      from: '/*',
      to: 'https://harbormarket.shop/',
      scheme: 'both',
      keepsQuery: false,
    }),
  expects: [{ check: 'redirects/path-kept', target: 'host:www.harbormarket.shop', severity: 'high' }],
});
