import { fault } from '../../fault.ts';

export default fault({
  title: 'The origin serves the checkout over plain http',
  requirements: ['EDGE-6'],
  breaks: (world) =>
    world.zone
      .replace('checkout', 'A', ['104.16.32.1'])
      .zone.replace('checkout', 'AAAA', ['2606:4700::6810:2001'])
      .declareHost('checkout', { proxied: true, origins: ['65.109.84.20'] })
      .address('65.109.84.20', { only: ['checkout.harbormarket.shop'], https: 'closed' })
      .address('65.109.84.20', { versions: { 'checkout.harbormarket.shop': { plain: 'serve' } } }),
  expects: [
    { check: 'edge/origin-reachable', target: 'host:checkout.harbormarket.shop', severity: 'high' },
    { check: 'edge/origin-certificate', target: 'host:checkout.harbormarket.shop', severity: 'medium' },
  ],
});
