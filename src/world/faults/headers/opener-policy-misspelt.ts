import { fault } from '../../fault.ts';

export default fault({
  title: 'The opener policy is written in capitals',
  requirements: ['EDGE-5'],
  breaks: (world) => world.headers('@', { 'cross-origin-opener-policy': 'Same-Origin' }),
  expects: [{ check: 'headers/cross-origin-policies', target: 'host:harbormarket.shop', severity: 'low' }],
});
