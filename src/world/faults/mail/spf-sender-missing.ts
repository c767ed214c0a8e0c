import { fault } from '../../fault.ts';

export default fault({
  title: 'The mail service was never added to SPF',
  requirements: ['MAIL-1'],
  breaks: (world) => world.zone.replace('@', 'TXT', ['"v=spf1 mx -all"']),
  expects: [{ check: 'mail/spf-senders', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
