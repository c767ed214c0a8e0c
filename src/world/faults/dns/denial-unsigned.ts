import { fault } from '../../fault.ts';

export default fault({
  title: 'The zone is signed, but nothing proves that a name does not exist',
  requirements: ['DNS-6'],
  breaks: (world) => world.zone.dnssec({ unsignedTypes: ['NSEC'] }),
  expects: [{ check: 'domain/dnssec-denial', target: 'zone:harbormarket.shop', severity: 'high' }],
});
