import { fault } from '../../fault.ts';

export default fault({
  title: 'The policy never left its trial: it reports and blocks nothing',
  requirements: ['EDGE-5'],
  breaks: (world) =>
    world.headers('@', {
      'content-security-policy': null,
      'content-security-policy-report-only': "default-src 'self'; report-uri /csp",
    }),
  expects: [{ check: 'headers/csp-presence', target: 'host:harbormarket.shop', severity: 'low' }],
});
