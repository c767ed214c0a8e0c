import { fault } from '../../fault.ts';

export default fault({
  title: 'The back office’s key has 1024 bits',
  requirements: ['EDGE-3'],
  breaks: (world) =>
    world.certificate('admin', { key: 'rsa1024' }).tls('admin', { ciphers: 'ECDHE+AESGCM:@SECLEVEL=0' }),
  expects: [{ check: 'tls/key-strength', target: 'host:admin.harbormarket.shop', severity: 'high' }],
});
