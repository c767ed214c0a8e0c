import { fault } from '../../fault.ts';

export default fault({
  title: 'The policy allows every script that is written into a page',
  requirements: ['EDGE-5'],
  breaks: (world) =>
    world.headers('@', {
      'content-security-policy':
        "default-src 'self'; script-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    }),
  expects: [{ check: 'headers/csp-quality', target: 'host:harbormarket.shop', severity: 'medium' }],
});
