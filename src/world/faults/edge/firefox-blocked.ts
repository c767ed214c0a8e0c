import { fault } from '../../fault.ts';

export default fault({
  title: 'A firewall rule refuses Firefox',
  requirements: ['EDGE-6'],
  breaks: (world) => world.host('@', { blockedAgents: ['firefox'] }),
  expects: [{ check: 'edge/browser-access', target: 'host:harbormarket.shop', severity: 'blocker' }],
});
