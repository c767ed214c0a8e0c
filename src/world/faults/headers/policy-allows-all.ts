import { fault } from '../../fault.ts';

export default fault({
  title: 'The policy allows scripts from everywhere',
  requirements: ['EDGE-5'],
  breaks: (world) =>
    world.headers('@', {
      'content-security-policy':
        "default-src * data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    }),
  expects: [{ check: 'headers/csp-quality', target: 'host:harbormarket.shop', severity: 'medium' }],
});
