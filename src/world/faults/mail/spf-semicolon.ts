import { fault } from '../../fault.ts';

export default fault({
  title: 'The SPF record is written with semicolons, like DMARC',
  requirements: ['MAIL-1'],
  breaks: (world) => world.zone.replace('@', 'TXT', ['"v=spf1; include:_spf.paperboatmail.com; -all"']),
  expects: [{ check: 'mail/spf-syntax', target: 'mailDomain:harbormarket.shop', severity: 'blocker' }],
});
