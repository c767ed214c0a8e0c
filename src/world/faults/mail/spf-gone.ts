import { fault } from '../../fault.ts';

export default fault({
  title: 'The SPF record was lost when the zone moved',
  requirements: ['MAIL-1'],
  breaks: (world) => world.zone.remove('@', 'TXT'),
  expects: [{ check: 'mail/spf-presence', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
