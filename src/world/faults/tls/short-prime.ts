import { fault } from '../../fault.ts';

export default fault({
  title: 'The back office uses a Diffie-Hellman prime of 1024 bits',
  requirements: ['EDGE-3'],
  breaks: (world) =>
    world.certificate('admin', { key: 'rsa2048' }).tls('admin', {
      ciphers: 'TLS_AES_128_GCM_SHA256:ECDHE+AESGCM:DHE+AESGCM:@SECLEVEL=0',
      hasShortPrime: true,
    }),
  expects: [{ check: 'tls/diffie-hellman', target: 'host:admin.harbormarket.shop', severity: 'medium' }],
});
