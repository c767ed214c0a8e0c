import { fault } from '../../fault.ts';

export default fault({
  title: 'The log-in page is also served over http',
  requirements: ['EDGE-5'],
  breaks: (world) =>
    world
      .host('@', { plain: 'serve' })
      .redirect(
        '@',
        { from: '/', scheme: 'http', to: 'https://harbormarket.shop/' },
        { from: '/launch-ready-probe', scheme: 'http', to: 'https://harbormarket.shop/launch-ready-probe' },
      ),
  expects: [
    { check: 'headers/login-over-plain-http', target: 'host:harbormarket.shop', severity: 'blocker' },
  ],
});
