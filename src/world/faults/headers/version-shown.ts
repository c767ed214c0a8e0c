import { fault } from '../../fault.ts';

export default fault({
  title: 'The web server names its version',
  requirements: ['EDGE-5'],
  breaks: (world) => world.headers('checkout', { server: 'nginx/1.18.0 (Ubuntu)' }),
  expects: [{ check: 'headers/server-leak', target: 'host:checkout.harbormarket.shop', severity: 'low' }],
});
