import { fault } from '../../fault.ts';

export default fault({
  title: 'No name server can be asked over IPv6',
  requirements: ['DNS-2'],
  breaks: (world) =>
    world.zone
      .remove('ns1', 'AAAA')
      .zone.remove('ns2', 'AAAA')
      .zoneOf('shop')
      .remove('ns1.harbormarket', 'AAAA')
      .zoneOf('shop')
      .remove('ns2.harbormarket', 'AAAA'),
  expects: [{ check: 'domain/name-server-ipv6', target: 'zone:harbormarket.shop', severity: 'low' }],
});
