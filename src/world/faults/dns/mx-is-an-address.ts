import { fault } from '../../fault.ts';

export default fault({
  title: 'The mail server is given as an IP address',
  requirements: ['DNS-4'],
  breaks: (world) => world.zone.replace('@', 'MX', ['10 mx1.paperboatmail.com.', '20 77.32.149.26.']),
  expects: [{ check: 'domain/mx-target', target: 'zone:harbormarket.shop', severity: 'high' }],
});
