import { fault } from '../../fault.ts';

export default fault({
  title: 'IPv6 is promised for the market, and its address was never entered',
  requirements: ['DNS-1'],
  breaks: (world) => world.zone.remove('@', 'AAAA'),
  expects: [{ check: 'domain/ipv6-presence', target: 'host:harbormarket.shop', severity: 'medium' }],
});
