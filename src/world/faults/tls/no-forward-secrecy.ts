import { fault } from '../../fault.ts';

export default fault({
  title: 'The back office’s old cipher list has no forward secrecy',
  requirements: ['EDGE-3'],
  breaks: (world) =>
    world
      .certificate('admin', { key: 'rsa2048' })
      .tls('admin', { ciphers: 'TLS_AES_128_GCM_SHA256:ECDHE+AESGCM:AES128-GCM-SHA256' }),
  expects: [{ check: 'tls/forward-secrecy', target: 'host:admin.harbormarket.shop', severity: 'low' }],
});
