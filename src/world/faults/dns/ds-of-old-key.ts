import { fault } from '../../fault.ts';

export default fault({
  title: 'The registrar holds the DNSSEC record of a key that is gone',
  requirements: ['DNS-6'],
  breaks: (world) => world.zone.dnssec({ ds: 'wrong' }),
  expects: [{ check: 'domain/dnssec-chain', target: 'zone:harbormarket.shop', severity: 'blocker' }],
});
