import { fault } from '../../fault.ts';

export default fault({
  title: 'The registrar still lists the name server of the old provider, which still answers',
  requirements: ['DNS-2'],
  breaks: (world) =>
    world
      .addNameServer('ns3', ['82.196.9.45'], ['harbormarket.shop'])
      .zone.add('ns3', 'A', ['82.196.9.45'])
      .zoneOf('shop')
      .add('harbormarket', 'NS', ['ns3.harbormarket.shop.'])
      .zoneOf('shop')
      .add('ns3.harbormarket', 'A', ['82.196.9.45'])
      .registration({
        nameServers: ['ns1.harbormarket.shop', 'ns2.harbormarket.shop', 'ns3.harbormarket.shop'],
      }),
  expects: [{ check: 'domain/delegation-agreement', target: 'zone:harbormarket.shop', severity: 'high' }],
});
