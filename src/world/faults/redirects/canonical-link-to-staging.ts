import { fault } from '../../fault.ts';

export default fault({
  title: 'The pages still name the staging system as their address',
  requirements: ['EDGE-9'],
  breaks: (world) => world.app({ canonicalOrigin: 'https://staging.harbormarket.shop' }),
  expects: [{ check: 'redirects/canonical-link', target: 'host:harbormarket.shop', severity: 'high' }],
});
