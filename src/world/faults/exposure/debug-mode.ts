import { fault } from '../../fault.ts';

export default fault({
  title: 'The back office runs in debug mode',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('admin', '/%ff', {
      body: "<html><body><p>You're seeing this error because you have <code>DEBUG = True</code> in your settings file.</p></body></html>",
      type: 'text/html; charset=utf-8',
      status: 404,
    }),
  expects: [{ check: 'exposure/debug-mode', target: 'host:admin.harbormarket.shop', severity: 'high' }],
});
