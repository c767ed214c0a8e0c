import { fault } from '../../fault.ts';

export default fault({
  title: 'The back office resolves to an address of the office network',
  requirements: ['DNS-1'],
  breaks: (world) => world.zone.replace('admin', 'A', ['10.20.0.14']),
  expects: [
    { check: 'domain/special-addresses', target: 'host:admin.harbormarket.shop', severity: 'blocker' },
  ],
});
