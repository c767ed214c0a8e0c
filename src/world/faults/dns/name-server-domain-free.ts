import { fault } from '../../fault.ts';

export default fault({
  title: 'The second name server lives in a domain that anybody can register',
  requirements: ['DNS-2'],
  breaks: (world) =>
    world.zone
      .replace('@', 'NS', ['ns1.harbormarket.shop.', 'ns2.harbour-hosting-gone.net.'])
      .zoneOf('shop')
      .replace('harbormarket', 'NS', ['ns1.harbormarket.shop.', 'ns2.harbour-hosting-gone.net.'])
      .registration({ nameServers: ['ns1.harbormarket.shop', 'ns2.harbour-hosting-gone.net'] }),
  expects: [{ check: 'domain/dangling-name-server', target: 'zone:harbormarket.shop', severity: 'blocker' }],
});
