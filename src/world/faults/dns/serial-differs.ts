import { fault } from '../../fault.ts';

export default fault({
  title: 'The second name server still serves last month’s zone',
  requirements: ['DNS-2'],
  breaks: (world) => world.zoneOn('ns2').soa({ serial: 2026101503 }),
  expects: [{ check: 'domain/soa-serial', target: 'zone:harbormarket.shop', severity: 'medium' }],
});
