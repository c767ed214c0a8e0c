import { fault } from '../../fault.ts';

export default fault({
  title: 'The SPF record ends in ?all',
  requirements: ['MAIL-1'],
  breaks: (world) => world.zone.replace('@', 'TXT', ['"v=spf1 include:_spf.paperboatmail.com ?all"']),
  expects: [{ check: 'mail/spf-open-end', target: 'mailDomain:harbormarket.shop', severity: 'medium' }],
});
