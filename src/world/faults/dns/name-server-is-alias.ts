import { fault } from '../../fault.ts';

export default fault({
  title: 'The second name server is named by an alias',
  requirements: ['DNS-2'],
  breaks: (world) =>
    world.zone
      .replace('@', 'NS', ['ns1.harbormarket.shop.', 'ns2.tideline-dns.net.'])
      .zoneOf('shop')
      .replace('harbormarket', 'NS', ['ns1.harbormarket.shop.', 'ns2.tideline-dns.net.'])
      .registration({ nameServers: ['ns1.harbormarket.shop', 'ns2.tideline-dns.net'] })
      .addThirdParty(
        'tideline-dns.net',
        `ns2 CNAME west.tideline-dns.net.
        west A 185.136.96.22
        west AAAA 2a06:fb00:1::22`,
      ),
  expects: [{ check: 'domain/name-server-alias', target: 'zone:harbormarket.shop', severity: 'medium' }],
});
