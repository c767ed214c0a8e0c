import { fault } from '../../fault.ts';

export default fault({
  title: 'Anybody may copy the whole zone from the first name server',
  requirements: ['DNS-2'],
  breaks: (world) => world.nameServer('ns1', { allowsTransfer: true }),
  expects: [{ check: 'domain/zone-transfer', target: 'zone:harbormarket.shop', severity: 'medium' }],
});
