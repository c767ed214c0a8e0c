import { fault } from '../../fault.ts';

export default fault({
  title: 'The second name server is published with its address inside the office',
  requirements: ['DNS-2'],
  breaks: (world) =>
    world.zone
      .replace('ns2', 'A', ['10.20.0.53'])
      .zone.remove('ns2', 'AAAA')
      .zoneOf('shop')
      .replace('ns2.harbormarket', 'A', ['10.20.0.53'])
      .zoneOf('shop')
      .remove('ns2.harbormarket', 'AAAA'),
  expects: [{ check: 'domain/name-server-address', target: 'zone:harbormarket.shop', severity: 'high' }],
});
