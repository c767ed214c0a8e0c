import { fault } from '../../fault.ts';

export default fault({
  title: 'A rule against old browsers takes today’s Chrome for one',
  requirements: ['EDGE-6'],
  breaks: (world) => world.host('@', { blockedAgents: ['chrome/150'] }),
  expects: [{ check: 'edge/browser-access', target: 'host:harbormarket.shop', severity: 'blocker' }],
});
