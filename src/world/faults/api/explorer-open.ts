import { fault } from '../../fault.ts';

export default fault({
  title: 'Anybody can try the API in an explorer',
  requirements: ['OWASP-1', 'EDGE-8'],
  breaks: (world) =>
    world.file('api', '/docs', {
      body: '<!doctype html><html><head><title>Harbor Market API - Swagger UI</title></head><body><div id="swagger-ui"></div></body></html>',
      type: 'text/html; charset=utf-8',
    }),
  expects: [{ check: 'api/docs-open', target: 'host:api.harbormarket.shop', severity: 'low' }],
});
