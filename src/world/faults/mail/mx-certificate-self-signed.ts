import { fault } from '../../fault.ts';

export default fault({
  title: 'A mail exchanger signed its certificate itself',
  requirements: ['MAIL-4'],
  breaks: (world) => world.certificate('mx1.paperboatmail.com.', { issuer: 'self', sends: ['leaf'] }),
  expects: [{ check: 'mail/mx-certificate', target: 'mailDomain:harbormarket.shop', severity: 'blocker' }],
});
