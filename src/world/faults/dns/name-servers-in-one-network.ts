import { fault } from '../../fault.ts';

export default fault({
  title: 'Both name servers stand in one rack',
  requirements: ['DNS-2'],
  breaks: (world) =>
    world
      .nameServer('ns2', { addresses: ['45.90.28.22', '2a07:a8c0::22'] })
      .zone.replace('ns2', 'A', ['45.90.28.22'])
      .zone.replace('ns2', 'AAAA', ['2a07:a8c0::22'])
      .zoneOf('shop')
      .replace('ns2.harbormarket', 'A', ['45.90.28.22'])
      .zoneOf('shop')
      .replace('ns2.harbormarket', 'AAAA', ['2a07:a8c0::22']),
  expects: [{ check: 'domain/name-server-networks', target: 'zone:harbormarket.shop', severity: 'low' }],
});
