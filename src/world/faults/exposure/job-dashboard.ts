import { fault } from '../../fault.ts';

export default fault({
  title: 'The dashboard of background jobs is open',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('api', '/admin/queues', {
      body: '<!doctype html><html><head><title>Bull Dashboard</title></head><body></body></html>',
      type: 'text/html; charset=utf-8',
    }),
  expects: [{ check: 'exposure/open-admin', target: 'host:api.harbormarket.shop', severity: 'high' }],
});
