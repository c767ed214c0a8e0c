import { fault } from '../../fault.ts';

export default fault({
  title: 'The market is meant to stand behind the delivery network, and leads straight to the origin',
  requirements: ['DNS-1'],
  breaks: (world) => world.declareHost('www', { proxied: true }),
  expects: [{ check: 'domain/proxy-state', target: 'host:www.harbormarket.shop', severity: 'high' }],
});
