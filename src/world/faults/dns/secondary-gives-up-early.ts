import { fault } from '../../fault.ts';

export default fault({
  title: 'The second name server gives up after a day without the first',
  requirements: ['DNS-2'],
  breaks: (world) => world.zone.soa({ expire: 86_400 }),
  expects: [{ check: 'domain/soa-timers', target: 'zone:harbormarket.shop', severity: 'low' }],
});
