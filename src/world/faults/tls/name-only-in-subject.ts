import { fault } from '../../fault.ts';

export default fault({
  title: 'The certificate names the host in its subject only, where browsers do not look',
  requirements: ['EDGE-3'],
  breaks: (world) => world.certificate('admin', { names: [] }),
  expects: [{ check: 'tls/certificate-names', target: 'host:admin.harbormarket.shop', severity: 'blocker' }],
});
