import { fault } from '../../fault.ts';

export default fault({
  title: 'The first hop from www changes the host and stays in clear',
  requirements: ['EDGE-1'],
  breaks: (world) =>
    world
      .redirect('www', { from: '/*', to: 'http://harbormarket.shop/*', scheme: 'http' })
      .declare({ overrides: { 'redirects.maxHops': 2 } }),
  expects: [{ check: 'redirects/https-first-hop', target: 'host:www.harbormarket.shop', severity: 'medium' }],
});
