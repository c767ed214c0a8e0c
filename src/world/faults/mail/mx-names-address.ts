import { fault } from '../../fault.ts';

export default fault({
  title: 'The second mail server is named by its address',
  requirements: ['MAIL-4'],
  breaks: (world) =>
    world.zoneOf('harbormarket.shop').replace('@', 'MX', ['10 mx1.paperboatmail.com.', '20 77.32.149.26.']),
  expects: [{ check: 'domain/mx-target', target: 'zone:harbormarket.shop', severity: 'high' }],
});
