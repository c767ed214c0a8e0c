import { fault } from '../../fault.ts';

export default fault({
  title: 'The back office speaks nothing newer than TLS 1.1',
  requirements: ['EDGE-3'],
  breaks: (world) =>
    world.tls('admin', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' }),
  expects: [{ check: 'tls/protocol-versions', target: 'host:admin.harbormarket.shop', severity: 'blocker' }],
});
