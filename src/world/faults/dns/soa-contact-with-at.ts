import { fault } from '../../fault.ts';

export default fault({
  title: 'The contact in the SOA record is written with an @',
  requirements: ['DNS-2'],
  breaks: (world) =>
    world.zone.replace('@', 'SOA', [
      'ns1.harbormarket.shop. hostmaster@harbormarket.shop. 2026112201 14400 3600 1209600 1800',
    ]),
  expects: [{ check: 'domain/soa-names', target: 'zone:harbormarket.shop', severity: 'low' }],
});
