import { fault } from '../../fault.ts';

export default fault({
  title: 'DNSSEC was switched off at the new provider, its record at the registrar stayed',
  requirements: ['DNS-6'],
  breaks: (world) =>
    world.zone
      .dnssec(null)
      .zoneOf('shop')
      .add('harbormarket', 'DS', [`30909 13 2 ${'a7'.repeat(32)}`]),
  expects: [{ check: 'domain/dnssec-chain', target: 'zone:harbormarket.shop', severity: 'blocker' }],
});
