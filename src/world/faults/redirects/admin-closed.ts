import { fault } from '../../fault.ts';

export default fault({
  title: 'Nobody opened port 443 of the back office in the firewall',
  requirements: ['EDGE-2'],
  breaks: (world) =>
    world.address('65.109.84.11', { https: 'closed' }).address('2a01:4f9:c010::11', { https: 'closed' }),
  expects: [{ check: 'redirects/reachability', target: 'host:admin.harbormarket.shop', severity: 'blocker' }],
});
