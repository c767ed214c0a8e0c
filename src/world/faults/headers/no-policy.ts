import { fault } from '../../fault.ts';

export default fault({
  title: 'The Content-Security-Policy was lost with a new proxy',
  requirements: ['EDGE-5'],
  breaks: (world) => world.headers('@', { 'content-security-policy': null }),
  expects: [{ check: 'headers/csp-presence', target: 'host:harbormarket.shop', severity: 'low' }],
});
