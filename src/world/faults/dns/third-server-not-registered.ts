import { fault } from '../../fault.ts';

export default fault({
  title: 'A third name server was added to the zone, and never to the registrar’s list',
  requirements: ['DNS-2'],
  breaks: (world) =>
    world
      .addNameServer('ns3', ['82.196.9.45'], ['harbormarket.shop'])
      .zone.add('ns3', 'A', ['82.196.9.45'])
      .zone.add('@', 'NS', ['ns3.harbormarket.shop.']),
  expects: [{ check: 'domain/delegation-agreement', target: 'zone:harbormarket.shop', severity: 'medium' }],
});
