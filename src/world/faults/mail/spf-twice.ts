import { fault } from '../../fault.ts';

export default fault({
  title: 'The new mail service’s SPF record was added beside the old one',
  requirements: ['MAIL-1'],
  breaks: (world) => world.zone.add('@', 'TXT', ['"v=spf1 include:_spf.paperboatmail.com ~all"']),
  expects: [{ check: 'mail/spf-single', target: 'mailDomain:harbormarket.shop', severity: 'blocker' }],
});
