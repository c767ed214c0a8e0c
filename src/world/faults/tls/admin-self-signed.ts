import { fault } from '../../fault.ts';

export default fault({
  title: 'The back office still has the self-signed certificate from the first day',
  requirements: ['EDGE-3'],
  breaks: (world) => world.certificate('admin', { issuer: 'self', sends: ['leaf'] }),
  expects: [{ check: 'tls/certificate-trust', target: 'host:admin.harbormarket.shop', severity: 'blocker' }],
});
