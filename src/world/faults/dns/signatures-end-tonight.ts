import { fault } from '../../fault.ts';

export default fault({
  title: 'The signer stopped: the DNSSEC signatures run out tonight',
  requirements: ['DNS-6'],
  breaks: (world) => world.zone.dnssec({ signedDaysAgo: 29, expiresInDays: 0.3 }),
  expects: [{ check: 'domain/dnssec-expiry', target: 'zone:harbormarket.shop', severity: 'high' }],
});
