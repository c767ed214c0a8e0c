import { fault } from '../../fault.ts';

export default fault({
  title: 'The API offers TLS 1.2 only',
  requirements: ['EDGE-3'],
  breaks: (world) => world.tls('api', { maxVersion: 'TLSv1.2' }),
  expects: [{ check: 'tls/modern-protocol', target: 'host:api.harbormarket.shop', severity: 'low' }],
});
