import { fault } from '../../fault.ts';

export default fault({
  title: 'www shows the shop itself instead of leading to the bare domain',
  requirements: ['EDGE-1'],
  breaks: (world) => world.host('www', { redirects: [] }),
  expects: [{ check: 'redirects/apex-www', target: 'site:harbormarket.shop', severity: 'high' }],
});
