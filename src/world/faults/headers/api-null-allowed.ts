import { fault } from '../../fault.ts';

export default fault({
  title: 'The API was opened for the origin null, for a test in a sandbox',
  requirements: ['EDGE-5'],
  breaks: (world) =>
    world.headers('api', {
      'access-control-allow-origin': 'null',
      'access-control-allow-credentials': 'true',
    }),
  expects: [{ check: 'headers/cors-null', target: 'host:api.harbormarket.shop', severity: 'blocker' }],
});
