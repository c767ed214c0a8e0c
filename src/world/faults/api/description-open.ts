import { fault } from '../../fault.ts';

export default fault({
  title: 'The description of the whole API is public',
  requirements: ['OWASP-1', 'EDGE-8'],
  breaks: (world) =>
    world.file('api', '/openapi.json', {
      body: '{"openapi":"3.1.0","info":{"title":"Harbor Market"},"paths":{"/api/orders":{"post":{}},"/api/admin/refunds":{"post":{}}}}',
      type: 'application/json',
    }),
  expects: [{ check: 'api/docs-open', target: 'host:api.harbormarket.shop', severity: 'low' }],
});
