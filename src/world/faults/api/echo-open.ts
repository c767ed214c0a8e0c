import { fault } from '../../fault.ts';

export default fault({
  title: 'The checkout’s server echoes requests',
  requirements: ['OWASP-1', 'EDGE-8'],
  breaks: (world) => world.host('checkout', { echoesTrace: true }),
  expects: [{ check: 'api/methods', target: 'host:checkout.harbormarket.shop', severity: 'low' }],
});
