import { fault } from '../../fault.ts';

export default fault({
  title: 'A route that needs a login answers everybody',
  requirements: ['OWASP-1'],
  breaks: (world) =>
    world
      .file('api', '/api/me', {
        type: 'application/json',
        headers: { 'cache-control': 'no-store' },
        body: '{"name":"Ines"}',
      })
      .declare({ routes: ['GET /api/health', { method: 'GET', url: '/api/me', auth: true }] }),
  expects: [{ check: 'api/auth-required', target: 'host:api.harbormarket.shop', severity: 'blocker' }],
});
