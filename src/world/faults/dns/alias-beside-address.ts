import { fault } from '../../fault.ts';

export default fault({
  title: 'The new alias of www was added beside the old address',
  requirements: ['DNS-3'],
  breaks: (world) => world.zone.add('www', 'CNAME', ['harbormarket.shop.']),
  expects: [{ check: 'domain/alias-conflict', target: 'host:www.harbormarket.shop', severity: 'blocker' }],
});
