import { fault } from '../../fault.ts';

export default fault({
  title: 'The API moves on launch day, and its address is remembered for a week',
  requirements: ['DNS-3'],
  breaks: (world) => world.zone.ttl('api', 'A', 604_800).declareHost('api', { changing: true }),
  expects: [{ check: 'domain/ttl-launch', target: 'host:api.harbormarket.shop', severity: 'medium' }],
});
