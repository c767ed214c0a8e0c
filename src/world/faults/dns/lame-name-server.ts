import { fault } from '../../fault.ts';

export default fault({
  title: 'The second name server was never told about the zone',
  requirements: ['DNS-2'],
  breaks: (world) => world.nameServer('ns2', { answers: 'REFUSED' }),
  expects: [{ check: 'domain/lame-server', target: 'zone:harbormarket.shop', severity: 'high' }],
});
