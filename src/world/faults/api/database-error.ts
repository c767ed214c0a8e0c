import { fault } from '../../fault.ts';

export default fault({
  title: 'The API tells which query failed',
  requirements: ['OWASP-1', 'EDGE-8'],
  breaks: (world) =>
    world.file('api', '/%ff', {
      status: 500,
      type: 'application/json',
      body: '{"error":"SQLSTATE[42P01]: relation does not exist"}',
    }),
  expects: [{ check: 'api/verbose-errors', target: 'host:api.harbormarket.shop', severity: 'medium' }],
});
