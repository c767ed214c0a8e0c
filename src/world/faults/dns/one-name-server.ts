import { fault } from '../../fault.ts';

export default fault({
  title: 'One name server carries everything',
  requirements: ['DNS-2'],
  breaks: (world) =>
    world.zone
      .replace('@', 'NS', ['ns1.harbormarket.shop.'])
      .zoneOf('shop')
      .replace('harbormarket', 'NS', ['ns1.harbormarket.shop.'])
      .registration({ nameServers: ['ns1.harbormarket.shop'] }),
  expects: [{ check: 'domain/name-server-count', target: 'zone:harbormarket.shop', severity: 'high' }],
});
