import { fault } from '../../fault.ts';

export default fault({
  title: 'The actuator of the API hands out environment and memory',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('api', '/actuator', {
      body: '{"_links":{"self":{"href":"https://api.harbormarket.shop/actuator"},"heapdump":{"href":"https://api.harbormarket.shop/actuator/heapdump"}}}',
      type: 'application/json',
    }),
  expects: [{ check: 'exposure/debug-page', target: 'host:api.harbormarket.shop', severity: 'high' }],
});
