import { fault } from '../../fault.ts';

export default fault({
  title: 'The back office’s cipher list is for RSA, its certificate is not',
  requirements: ['EDGE-3'],
  breaks: (world) => world.tls('admin', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' }),
  expects: [{ check: 'tls/handshake', target: 'host:admin.harbormarket.shop', severity: 'blocker' }],
});
