import { fault } from '../../fault.ts';

export default fault({
  title: 'A mail exchanger shows the certificate of another name',
  requirements: ['MAIL-4'],
  breaks: (world) => world.certificate('mx1.paperboatmail.com.', { names: ['mail.paperboatmail.com'] }),
  expects: [{ check: 'mail/mx-certificate', target: 'mailDomain:harbormarket.shop', severity: 'blocker' }],
});
