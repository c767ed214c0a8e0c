import { fault } from '../../fault.ts';

export default fault({
  title: 'The MTA-STS policy is there and its record is not',
  requirements: ['MAIL-4'],
  breaks: (world) => world.zone.remove('_mta-sts', 'TXT'),
  expects: [{ check: 'mail/mta-sts-record', target: 'mailDomain:harbormarket.shop', severity: 'medium' }],
});
