import { fault } from '../../fault.ts';

export default fault({
  title: 'No CAA record says who may issue certificates',
  requirements: ['DNS-6'],
  breaks: (world) => world.zone.remove('@', 'CAA'),
  expects: [{ check: 'domain/caa-presence', target: 'zone:harbormarket.shop', severity: 'low' }],
});
