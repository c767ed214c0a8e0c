import { fault } from '../../fault.ts';

export default fault({
  title: 'The second mail server was switched off, its record stayed',
  requirements: ['DNS-4'],
  breaks: (world) =>
    world.zone.replace('@', 'MX', ['10 mx1.paperboatmail.com.', '20 mx3.paperboatmail.com.']),
  expects: [{ check: 'domain/mx-resolution', target: 'zone:harbormarket.shop', severity: 'high' }],
});
