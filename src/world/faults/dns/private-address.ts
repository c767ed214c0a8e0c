import { fault } from '../../fault.ts';

export default fault({
  title: 'The back office resolves to addresses of the office network',
  requirements: ['DNS-1'],
  breaks: (world) =>
    world.zone.replace('admin', 'A', ['10.20.0.14']).zone.replace('admin', 'AAAA', ['fd20:14::14']),
  expects: [{ check: 'domain/private-address', target: 'host:admin.harbormarket.shop', severity: 'blocker' }],
});
