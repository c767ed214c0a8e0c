import { fault } from '../../fault.ts';

export default fault({
  title: 'HSTS for all subdomains, while the old forum speaks plain HTTP only',
  requirements: ['EDGE-3'],
  breaks: (world) =>
    world
      .addHost('forum', 'empty', { plain: 'serve' })
      .zone.add('forum', 'A', ['139.162.130.78'])
      .address('139.162.130.78', { https: 'closed' }),
  expects: [
    { check: 'tls/hsts-preload', target: 'host:harbormarket.shop', severity: 'high' },
    { check: 'domain/forgotten-subdomain', target: 'zone:harbormarket.shop', severity: 'low' },
  ],
});
