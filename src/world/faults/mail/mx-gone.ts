import { fault } from '../../fault.ts';

export default fault({
  title: 'The mail exchangers were lost when the zone moved',
  requirements: ['MAIL-4'],
  breaks: (world) => world.zone.remove('@', 'MX'),
  expects: [{ check: 'mail/mx-presence', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
