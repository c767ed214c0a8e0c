import { fault } from '../../fault.ts';

export default fault({
  title: 'Every page hands its whole address to other sites',
  requirements: ['EDGE-5'],
  breaks: (world) => world.headers('@', { 'referrer-policy': 'unsafe-url' }),
  expects: [{ check: 'headers/referrer-policy', target: 'host:harbormarket.shop', severity: 'low' }],
});
