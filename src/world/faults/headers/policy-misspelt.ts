import { fault } from '../../fault.ts';

export default fault({
  title: 'One letter is missing in a directive of the policy',
  requirements: ['EDGE-5'],
  breaks: (world) =>
    world.headers('checkout', {
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-ancestor 'none'; base-uri 'none'",
    }),
  expects: [{ check: 'headers/csp-syntax', target: 'host:checkout.harbormarket.shop', severity: 'medium' }],
});
