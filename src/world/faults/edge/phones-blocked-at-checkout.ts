import { fault } from '../../fault.ts';

export default fault({
  title: 'A bot rule refuses iPhones at the checkout',
  requirements: ['EDGE-6'],
  breaks: (world) => world.host('checkout', { blockedAgents: ['iphone'] }),
  expects: [{ check: 'edge/browser-access', target: 'host:checkout.harbormarket.shop', severity: 'blocker' }],
});
