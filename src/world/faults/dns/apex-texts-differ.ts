import { fault } from '../../fault.ts';

export default fault({
  title: 'A proof of ownership reached one name server only',
  requirements: ['DNS-2'],
  breaks: (world) => world.zoneOn('ns1').add('@', 'TXT', ['"site-verification=7f2b91c04d"']),
  expects: [{ check: 'domain/apex-agreement', target: 'zone:harbormarket.shop', severity: 'high' }],
});
