import { fault } from '../../fault.ts';

export default fault({
  title: 'The firewall before the second name server lets only UDP through',
  requirements: ['DNS-2'],
  breaks: (world) => world.nameServer('ns2', { tcp: 'silent' }),
  expects: [{ check: 'domain/name-server-tcp', target: 'zone:harbormarket.shop', severity: 'high' }],
});
