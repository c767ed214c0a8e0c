import { fault } from '../../fault.ts';

export default fault({
  title: 'The IPv6 address of www belongs to a machine that is gone',
  requirements: ['DNS-1'],
  breaks: (world) =>
    world.zone
      .replace('www', 'AAAA', ['2a02:6ea0:c700::dead'])
      .address('2a02:6ea0:c700::dead', { http: 'closed', https: 'closed' }),
  expects: [{ check: 'domain/ipv6-reachability', target: 'host:www.harbormarket.shop', severity: 'high' }],
});
