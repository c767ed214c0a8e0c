import { fault } from '../../fault.ts';

export default fault({
  title: 'The HSTS header of the market has a typing mistake',
  requirements: ['EDGE-3'],
  breaks: (world) => world.headers('@', { 'strict-transport-security': 'maxage=31536000' }),
  expects: [{ check: 'tls/hsts-strength', target: 'host:harbormarket.shop', severity: 'medium' }],
});
