import { fault } from '../../fault.ts';

export default fault({
  title: 'The registrar’s DNSSEC record is a SHA-1 digest',
  requirements: ['DNS-6'],
  breaks: (world) => world.zone.dnssec({ ds: 'sha1' }),
  expects: [{ check: 'domain/dnssec-algorithm', target: 'zone:harbormarket.shop', severity: 'medium' }],
});
