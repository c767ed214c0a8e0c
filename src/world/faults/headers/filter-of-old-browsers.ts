import { fault } from '../../fault.ts';

export default fault({
  title: 'The old cross-site filter is still switched on',
  requirements: ['EDGE-5'],
  breaks: (world) => world.headers('admin', { 'x-xss-protection': '1; mode=block' }),
  expects: [{ check: 'headers/obsolete-headers', target: 'host:admin.harbormarket.shop', severity: 'low' }],
});
