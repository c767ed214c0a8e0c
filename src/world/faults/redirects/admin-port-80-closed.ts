import { fault } from '../../fault.ts';

export default fault({
  title: 'Who types the back office’s name meets a closed port 80',
  requirements: ['EDGE-2'],
  breaks: (world) =>
    world.address('65.109.84.11', { http: 'closed' }).address('2a01:4f9:c010::11', { http: 'closed' }),
  expects: [{ check: 'redirects/reachability', target: 'host:admin.harbormarket.shop', severity: 'high' }],
});
