import { fault } from '../../fault.ts';

export default fault({
  title: 'A verification text of a mail service stayed behind',
  requirements: ['MAIL-4'],
  breaks: (world) => world.zone.add('@', 'TXT', ['"zoho-verification=zb31415926.zmverify.zoho.com"']),
  expects: [{ check: 'mail/sender-left-over', target: 'mailDomain:harbormarket.shop', severity: 'low' }],
});
