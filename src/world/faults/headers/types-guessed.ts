import { fault } from '../../fault.ts';

export default fault({
  title: 'The API forgot nosniff',
  requirements: ['EDGE-5'],
  breaks: (world) => world.headers('api', { 'x-content-type-options': null }),
  expects: [{ check: 'headers/nosniff', target: 'host:api.harbormarket.shop', severity: 'low' }],
});
