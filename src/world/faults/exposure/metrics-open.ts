import { fault } from '../../fault.ts';

export default fault({
  title: 'The metrics of the API are open',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('api', '/metrics', {
      body: '# HELP http_requests_total Requests\n# TYPE http_requests_total counter\nhttp_requests_total 12\n',
    }),
  expects: [{ check: 'exposure/debug-page', target: 'host:api.harbormarket.shop', severity: 'low' }],
});
