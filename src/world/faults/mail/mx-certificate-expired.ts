import { fault } from '../../fault.ts';

export default fault({
  title: 'The certificate of a mail exchanger ran out while MTA-STS is in force',
  requirements: ['MAIL-4'],
  breaks: (world) => world.certificate('mx1.paperboatmail.com.', { startsInDays: -93, endsInDays: -3 }),
  expects: [{ check: 'mail/mx-certificate', target: 'mailDomain:harbormarket.shop', severity: 'blocker' }],
});
