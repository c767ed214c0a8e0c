import { fault } from '../../fault.ts';

export default fault({
  title: 'A name asked for before it exists stays missing for a day',
  requirements: ['DNS-3'],
  breaks: (world) => world.zone.soa({ minimum: 86_400 }).zone.ttl('@', 'SOA', 86_400),
  expects: [{ check: 'domain/negative-ttl', target: 'zone:harbormarket.shop', severity: 'medium' }],
});
