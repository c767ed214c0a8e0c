import { fault } from '../../fault.ts';

export default fault({
  title: 'The rule for camera and position is written in the old way',
  requirements: ['EDGE-5'],
  breaks: (world) => world.headers('@', { 'permissions-policy': "camera 'none'; geolocation 'none'" }),
  expects: [{ check: 'headers/permissions-policy', target: 'host:harbormarket.shop', severity: 'low' }],
});
