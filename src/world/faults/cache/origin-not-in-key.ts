import { fault } from '../../fault.ts';

export default fault({
  title: 'The API names the asking origin and lets caches keep it',
  requirements: ['EDGE-7'],
  breaks: (world) =>
    world.headers('api', {
      'access-control-allow-origin': 'https://harbormarket.shop',
      'access-control-allow-credentials': 'true',
      'cache-control': 'public, max-age=60',
      vary: null,
    }),
  expects: [{ check: 'cache/vary-origin', target: 'host:api.harbormarket.shop', severity: 'medium' }],
});
