import { fault } from '../../fault.ts';

export default fault({
  title: 'The staging system is still up, and nobody has it on a list',
  requirements: ['DNS-5'],
  breaks: (world) => world.addHost('staging', 'empty').zone.add('staging', 'A', ['139.162.130.77']),
  expects: [{ check: 'domain/forgotten-subdomain', target: 'zone:harbormarket.shop', severity: 'medium' }],
});
