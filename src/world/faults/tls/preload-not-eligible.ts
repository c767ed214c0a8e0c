import { fault } from '../../fault.ts';

export default fault({
  title: 'The market asks to be preloaded with a header the list refuses',
  requirements: ['EDGE-3'],
  breaks: (world) => world.headers('@', { 'strict-transport-security': 'max-age=31536000; preload' }),
  expects: [{ check: 'tls/hsts-preload-eligibility', target: 'host:harbormarket.shop', severity: 'low' }],
});
