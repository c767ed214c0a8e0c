import { fault } from '../../fault.ts';

export default fault({
  title: 'The certificate of the back office is signed with SHA-1',
  requirements: ['EDGE-3'],
  breaks: (world) =>
    world.certificate('admin', { digest: 'sha1' }).tls('admin', { ciphers: 'ECDHE+AESGCM:@SECLEVEL=0' }),
  expects: [
    { check: 'tls/signature-algorithm', target: 'host:admin.harbormarket.shop', severity: 'blocker' },
  ],
});
