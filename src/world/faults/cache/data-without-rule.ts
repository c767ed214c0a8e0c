import { fault } from '../../fault.ts';

export default fault({
  title: 'Data of the API says nothing about caching',
  requirements: ['EDGE-7'],
  breaks: (world) => world.headers('api', { 'cache-control': null }),
  expects: [{ check: 'cache/api-caching', target: 'host:api.harbormarket.shop', severity: 'medium' }],
});
