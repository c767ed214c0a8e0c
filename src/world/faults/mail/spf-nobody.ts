import { fault } from '../../fault.ts';

export default fault({
  title: 'SPF says that the domain never sends',
  requirements: ['MAIL-1'],
  breaks: (world) => world.zone.replace('@', 'TXT', ['"v=spf1 -all"']),
  expects: [{ check: 'mail/spf-senders', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
