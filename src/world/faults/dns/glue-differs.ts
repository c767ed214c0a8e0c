import { fault } from '../../fault.ts';

export default fault({
  title: 'The second name server moved, the registrar still hands out its old address',
  requirements: ['DNS-2'],
  breaks: (world) => world.zoneOf('shop').replace('ns2.harbormarket', 'A', ['185.136.96.99']),
  expects: [{ check: 'domain/glue', target: 'zone:harbormarket.shop', severity: 'high' }],
});
