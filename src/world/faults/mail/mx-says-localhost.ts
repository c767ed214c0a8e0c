import { fault } from '../../fault.ts';

export default fault({
  title: 'A mail exchanger introduces itself as localhost',
  requirements: ['MAIL-4'],
  breaks: (world) => world.mailServer('mx1.paperboatmail.com', { name: 'localhost' }),
  expects: [{ check: 'mail/mx-greeting', target: 'mailDomain:harbormarket.shop', severity: 'low' }],
});
