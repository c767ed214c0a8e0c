import { fault } from '../../fault.ts';

export default fault({
  title: 'One letter is missing in the SPF record',
  requirements: ['MAIL-1'],
  breaks: (world) => world.zone.replace('@', 'TXT', ['"v=spf1 inclde:_spf.paperboatmail.com -all"']),
  expects: [{ check: 'mail/spf-syntax', target: 'mailDomain:harbormarket.shop', severity: 'blocker' }],
});
