import { fault } from '../../fault.ts';

export default fault({
  title: 'The API sends JSON as a script',
  requirements: ['OWASP-1', 'EDGE-5'],
  breaks: (world) =>
    world.pathHeaders('api', '/api/products', { 'content-type': 'text/javascript; charset=utf-8' }),
  expects: [{ check: 'api/content-types', target: 'host:api.harbormarket.shop', severity: 'medium' }],
});
