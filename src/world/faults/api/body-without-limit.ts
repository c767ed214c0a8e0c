import { fault } from '../../fault.ts';

export default fault({
  title: 'The API reads bodies of any size',
  requirements: ['OWASP-1'],
  breaks: (world) => world.host('api', { maxBodyBytes: 64 * 1024 * 1024 }),
  expects: [{ check: 'api/oversized-body', target: 'host:api.harbormarket.shop', severity: 'medium' }],
});
