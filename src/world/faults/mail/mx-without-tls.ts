import { fault } from '../../fault.ts';

export default fault({
  title: 'A mail exchanger lost STARTTLS while MTA-STS is in force',
  requirements: ['MAIL-4'],
  breaks: (world) => world.mailServer('mx1.paperboatmail.com', { hasStartTls: false }),
  expects: [{ check: 'mail/mx-tls', target: 'mailDomain:harbormarket.shop', severity: 'blocker' }],
});
