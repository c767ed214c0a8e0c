import { fault } from '../../fault.ts';

export default fault({
  title: 'The API answers a broken body with its stack trace',
  requirements: ['OWASP-1', 'EDGE-8'],
  breaks: (world) =>
    world.file('api', '/api/orders', {
      status: 500,
      type: 'application/json',
      body: '{"error":"SyntaxError","stack":"SyntaxError: Unexpected end\\n    at parse (file:///srv/api/body.js:12:9)"}',
    }),
  expects: [{ check: 'api/verbose-errors', target: 'host:api.harbormarket.shop', severity: 'medium' }],
});
