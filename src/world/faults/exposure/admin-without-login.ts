import { fault } from '../../fault.ts';

export default fault({
  title: 'The back office opens without a login',
  requirements: ['EDGE-8', 'OWASP-1'],
  breaks: (world) => world.app({ adminNeedsLogin: false }),
  expects: [{ check: 'exposure/open-admin', target: 'host:admin.harbormarket.shop', severity: 'blocker' }],
});
