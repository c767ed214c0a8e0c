import { fault } from '../../fault.ts';

export default fault({
  title: 'A wildcard answers for every name anybody can think of',
  requirements: ['DNS-4'],
  breaks: (world) => world.zone.add('*', 'A', ['89.187.162.20']),
  expects: [{ check: 'domain/wildcard', target: 'zone:harbormarket.shop', severity: 'medium' }],
});
