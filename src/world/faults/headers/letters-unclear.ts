import { fault } from '../../fault.ts';

export default fault({
  title: 'The pages do not say their character set',
  requirements: ['EDGE-5'],
  breaks: (world) => world.pathHeaders('admin', '/login', { 'content-type': 'text/html' }),
  expects: [{ check: 'headers/content-type', target: 'host:admin.harbormarket.shop', severity: 'low' }],
});
