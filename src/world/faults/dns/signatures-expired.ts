import { fault } from '../../fault.ts';

export default fault({
  title: 'The DNSSEC signatures ran out yesterday: checking resolvers see nothing at all',
  requirements: ['DNS-6'],
  breaks: (world) => world.zone.dnssec({ signedDaysAgo: 31, expiresInDays: -1 }),
  expects: [{ check: 'domain/dnssec-expiry', target: 'zone:harbormarket.shop', severity: 'blocker' }],
});
