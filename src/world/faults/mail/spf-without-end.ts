import { fault } from '../../fault.ts';

export default fault({
  title: 'The end of the SPF record was cut off',
  requirements: ['MAIL-1'],
  breaks: (world) => world.zone.replace('@', 'TXT', ['"v=spf1 include:_spf.paperboatmail.com"']),
  expects: [{ check: 'mail/spf-open-end', target: 'mailDomain:harbormarket.shop', severity: 'medium' }],
});
