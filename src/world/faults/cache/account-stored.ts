import { fault } from '../../fault.ts';

export default fault({
  title: 'The account page may be kept by everybody on the way',
  requirements: ['EDGE-7'],
  breaks: (world) => world.pathHeaders('@', '/account', { 'cache-control': 'public, max-age=600' }),
  expects: [
    { check: 'cache/private-response-stored', target: 'host:harbormarket.shop', severity: 'high' },
    { check: 'cache/stored-login-redirect', target: 'host:harbormarket.shop', severity: 'high' },
  ],
});
