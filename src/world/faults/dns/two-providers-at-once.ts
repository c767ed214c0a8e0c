import { fault } from '../../fault.ts';

export default fault({
  title: 'The address at the old hosting provider was left beside the new one',
  requirements: ['DNS-1'],
  breaks: (world) => world.zone.replace('www', 'A', ['76.76.21.21', '75.2.60.5']),
  expects: [{ check: 'domain/several-services', target: 'host:www.harbormarket.shop', severity: 'high' }],
});
