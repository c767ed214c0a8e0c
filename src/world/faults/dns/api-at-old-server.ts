import { fault } from '../../fault.ts';

export default fault({
  title: 'The API was moved, its record still leads to the old server',
  requirements: ['DNS-1'],
  breaks: (world) => world.declareHost('api', { origins: ['89.187.162.61', '2a02:6ea0:c700::61'] }),
  expects: [{ check: 'domain/host-origin', target: 'host:api.harbormarket.shop', severity: 'blocker' }],
});
