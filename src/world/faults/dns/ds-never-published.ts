import { fault } from '../../fault.ts';

export default fault({
  title: 'The zone is signed, and nobody gave the registrar the record',
  requirements: ['DNS-6'],
  breaks: (world) => world.zone.dnssec({ ds: 'none' }).registration({ isDnssecSigned: false }),
  expects: [{ check: 'domain/dnssec-signed', target: 'zone:harbormarket.shop', severity: 'low' }],
});
