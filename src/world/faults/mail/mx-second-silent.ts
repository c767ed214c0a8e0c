import { fault } from '../../fault.ts';

export default fault({
  title: 'The second mail exchanger is behind a firewall',
  requirements: ['MAIL-4'],
  breaks: (world) => world.mailServer('mx2.paperboatmail.com', { port: 'silent' }),
  expects: [{ check: 'mail/mx-reachable', target: 'mailDomain:harbormarket.shop', severity: 'medium' }],
});
