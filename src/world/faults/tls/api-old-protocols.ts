import { fault } from '../../fault.ts';

export default fault({
  title: 'The API still speaks TLS 1.0',
  requirements: ['EDGE-3'],
  breaks: (world) =>
    world.tls('api', { minVersion: 'TLSv1', maxVersion: 'TLSv1.3', ciphers: 'DEFAULT:@SECLEVEL=0' }),
  expects: [{ check: 'tls/protocol-versions', target: 'host:api.harbormarket.shop', severity: 'medium' }],
});
