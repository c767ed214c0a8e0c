import { fault } from '../../fault.ts';

export default fault({
  title: 'Passwords can be guessed without end',
  requirements: ['OWASP-1'],
  breaks: (world) => world.app({ limitsRate: false }),
  expects: [
    { check: 'api/rate-limit', target: 'host:harbormarket.shop', severity: 'high' },
    { check: 'api/rate-limit', target: 'host:admin.harbormarket.shop', severity: 'high' },
  ],
});
