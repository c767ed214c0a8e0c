import { fault } from '../../fault.ts';

export default fault({
  title: 'The page where orders are paid can be framed by anybody',
  requirements: ['EDGE-5'],
  breaks: (world) =>
    world.headers('checkout', {
      'x-frame-options': null,
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'",
    }),
  expects: [{ check: 'headers/clickjacking', target: 'host:checkout.harbormarket.shop', severity: 'medium' }],
});
