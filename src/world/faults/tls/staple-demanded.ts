import { fault } from '../../fault.ts';

export default fault({
  title: 'The certificate of the checkout demands a stapled status, and the server sends none',
  requirements: ['EDGE-3'],
  breaks: (world) => world.certificate('checkout', { isStapleRequired: true }),
  expects: [{ check: 'tls/stapling', target: 'host:checkout.harbormarket.shop', severity: 'high' }],
});
