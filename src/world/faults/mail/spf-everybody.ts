import { fault } from '../../fault.ts';

export default fault({
  title: 'Somebody wrote +all to make the errors go away',
  requirements: ['MAIL-1'],
  breaks: (world) => world.zone.replace('@', 'TXT', ['"v=spf1 include:_spf.paperboatmail.com +all"']),
  expects: [{ check: 'mail/spf-permissive', target: 'mailDomain:harbormarket.shop', severity: 'blocker' }],
});
