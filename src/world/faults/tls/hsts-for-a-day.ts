import { fault } from '../../fault.ts';

export default fault({
  title: 'The API’s HSTS lasts a day, left over from the first test',
  requirements: ['EDGE-3'],
  breaks: (world) => world.headers('api', { 'strict-transport-security': 'max-age=86400' }),
  expects: [{ check: 'tls/hsts-strength', target: 'host:api.harbormarket.shop', severity: 'medium' }],
});
