import { fault } from '../../fault.ts';

export default fault({
  title: 'The DKIM key was never published',
  requirements: ['MAIL-2'],
  breaks: (world) => world.zone.remove('pb1._domainkey'),
  expects: [{ check: 'mail/dkim-presence', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
