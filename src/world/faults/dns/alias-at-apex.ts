import { fault } from '../../fault.ts';

export default fault({
  title: 'The bare domain is an alias, beside the records that make it a mail domain',
  requirements: ['DNS-3'],
  breaks: (world) =>
    world.zone
      .remove('@', 'A')
      .zone.remove('@', 'AAAA')
      .zone.replace('@', 'CNAME', ['www.harbormarket.shop.']),
  expects: [{ check: 'domain/apex-alias', target: 'zone:harbormarket.shop', severity: 'blocker' }],
});
