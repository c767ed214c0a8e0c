import { fault } from '../../fault.ts';

export default fault({
  title: 'The address of the back office is remembered for a month',
  requirements: ['DNS-3'],
  breaks: (world) => world.zone.ttl('admin', 'A', 2_592_000),
  expects: [{ check: 'domain/ttl-range', target: 'host:admin.harbormarket.shop', severity: 'low' }],
});
