import { fault } from '../../fault.ts';

export default fault({
  title: 'The market never tells browsers to use HTTPS only',
  requirements: ['EDGE-3'],
  breaks: (world) => world.headers('@', { 'strict-transport-security': null }),
  expects: [{ check: 'tls/hsts-presence', target: 'host:harbormarket.shop', severity: 'medium' }],
});
