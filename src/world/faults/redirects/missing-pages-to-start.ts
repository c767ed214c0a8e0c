import { fault } from '../../fault.ts';

export default fault({
  title: 'Addresses that do not exist lead to the start page',
  requirements: ['EDGE-2'],
  breaks: (world) => world.app({ unknownPathStatus: 302 }),
  expects: [{ check: 'redirects/unknown-path', target: 'host:harbormarket.shop', severity: 'low' }],
});
