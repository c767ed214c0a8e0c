import { fault } from '../../fault.ts';

export default fault({
  title: 'The redirect of www says nothing about where to go',
  requirements: ['EDGE-2'],
  breaks: (world) => world.redirect('www', { from: '/*', to: '', scheme: 'both', keepsQuery: false }),
  expects: [{ check: 'redirects/location-header', target: 'host:www.harbormarket.shop', severity: 'high' }],
});
