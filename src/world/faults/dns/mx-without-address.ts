import { fault } from '../../fault.ts';

export default fault({
  title: 'The second mail server was switched off, its record stayed',
  requirements: ['DNS-4'],
  breaks: (world) => world.zoneOf('paperboatmail.com').remove('mx2'),
  expects: [{ check: 'domain/mx-resolution', target: 'zone:harbormarket.shop', severity: 'high' }],
});
