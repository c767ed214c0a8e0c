import { fault } from '../../fault.ts';

export default fault({
  title: 'CAA names the authority by its web address',
  requirements: ['DNS-6'],
  breaks: (world) => world.zone.replace('@', 'CAA', ['0 issue "https://letsencrypt.org"']),
  expects: [{ check: 'domain/caa-syntax', target: 'host:harbormarket.shop', severity: 'high' }],
});
