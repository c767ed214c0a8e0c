import { fault } from '../../fault.ts';

export default fault({
  title: 'The HTTPS record still hints at the old address',
  requirements: ['DNS-1'],
  breaks: (world) => world.zone.add('www', 'HTTPS', [String.raw`\# 11 00010000040004596fa20a`]),
  expects: [{ check: 'domain/service-binding', target: 'host:www.harbormarket.shop', severity: 'low' }],
});
