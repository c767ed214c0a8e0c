import { fault } from '../../fault.ts';

export default fault({
  title: 'The first version of the API still answers',
  requirements: ['OWASP-1'],
  breaks: (world) =>
    world
      .file('api', '/v2/orders', {
        type: 'application/json',
        headers: { 'cache-control': 'no-store' },
        body: '{"orders":[]}',
      })
      .file('api', '/v1/orders', {
        type: 'application/json',
        headers: { 'cache-control': 'no-store' },
        body: '{"orders":[]}',
      })
      .declare({ routes: ['GET /api/health', 'GET /v2/orders'] }),
  expects: [{ check: 'api/old-versions', target: 'host:api.harbormarket.shop', severity: 'medium' }],
});
