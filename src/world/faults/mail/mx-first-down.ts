import { fault } from '../../fault.ts';

export default fault({
  title: 'The first mail exchanger is down',
  requirements: ['MAIL-4'],
  breaks: (world) => world.mailServer('mx1.paperboatmail.com', { port: 'closed' }),
  expects: [{ check: 'mail/mx-reachable', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
