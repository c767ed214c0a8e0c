import { fault } from '../../fault.ts';

export default fault({
  title: 'The login passes visitors on to any address given in a link',
  requirements: ['EDGE-2'],
  breaks: (world) => world.redirect('@', { from: '/redirect', to: '{next}', status: 302, keepsQuery: false }),
  expects: [{ check: 'redirects/open-redirect', target: 'host:harbormarket.shop', severity: 'high' }],
});
