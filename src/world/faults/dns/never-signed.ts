import { fault } from '../../fault.ts';

export default fault({
  title: 'The domain is not signed',
  requirements: ['DNS-6'],
  breaks: (world) => world.zone.dnssec(null).registration({ isDnssecSigned: false }),
  expects: [{ check: 'domain/dnssec-signed', target: 'zone:harbormarket.shop', severity: 'low' }],
});
