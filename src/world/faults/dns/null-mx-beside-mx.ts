import { fault } from '../../fault.ts';

export default fault({
  title: 'The parking page’s "no mail here" was never taken away',
  requirements: ['DNS-4'],
  breaks: (world) => world.zone.add('@', 'MX', ['0 .']),
  expects: [{ check: 'domain/null-mx', target: 'zone:harbormarket.shop', severity: 'high' }],
});
