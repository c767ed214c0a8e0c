import { fault } from '../../fault.ts';

export default fault({
  title: 'The back office allows one frame with a word no browser reads any more',
  requirements: ['EDGE-5'],
  breaks: (world) =>
    world.headers('admin', {
      'x-frame-options': 'ALLOW-FROM https://harbormarket.shop',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'",
    }),
  expects: [{ check: 'headers/clickjacking', target: 'host:admin.harbormarket.shop', severity: 'medium' }],
});
