import { fault } from '../../fault.ts';

export default fault({
  title: 'The API answers * with credentials, which no browser accepts',
  requirements: ['EDGE-5'],
  breaks: (world) =>
    world.headers('api', { 'access-control-allow-origin': '*', 'access-control-allow-credentials': 'true' }),
  expects: [{ check: 'headers/cors-credentials', target: 'host:api.harbormarket.shop', severity: 'medium' }],
});
