import { fault } from '../../fault.ts';

export default fault({
  title: 'The back office shows a certificate made for clients',
  requirements: ['EDGE-3'],
  breaks: (world) => world.certificate('admin', { isServerAuth: false }),
  expects: [
    { check: 'tls/certificate-purpose', target: 'host:admin.harbormarket.shop', severity: 'blocker' },
  ],
});
