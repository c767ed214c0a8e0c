import { fault } from '../../fault.ts';

export default fault({
  title: 'HSTS is sent over plain HTTP as well',
  requirements: ['EDGE-3'],
  breaks: (world) =>
    world.pathHeaders('www', '*', { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
  expects: [{ check: 'tls/hsts-over-http', target: 'host:www.harbormarket.shop', severity: 'low' }],
});
