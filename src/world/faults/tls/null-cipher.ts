import { fault } from '../../fault.ts';

export default fault({
  title: 'A debugging cipher without encryption is still offered by the API',
  requirements: ['EDGE-3'],
  breaks: (world) =>
    world.tls('api', { ciphers: 'TLS_AES_128_GCM_SHA256:ECDHE+AESGCM:ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0' }),
  expects: [{ check: 'tls/cipher-strength', target: 'host:api.harbormarket.shop', severity: 'blocker' }],
});
