import { fault } from '../../fault.ts';

export default fault({
  title: 'The MTA-STS record has an id with hyphens',
  requirements: ['MAIL-4'],
  breaks: (world) => world.zone.replace('_mta-sts', 'TXT', ['"v=STSv1; id=2026-11-01"']),
  expects: [{ check: 'mail/mta-sts-record', target: 'mailDomain:harbormarket.shop', severity: 'medium' }],
});
