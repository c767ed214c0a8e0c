import { fault } from '../../fault.ts';

export default fault({
  title: 'A mail exchanger has no reverse name',
  requirements: ['MAIL-4'],
  breaks: (world) => world.zoneOf('in-addr.arpa').remove('25.148.32.77', 'PTR'),
  expects: [{ check: 'mail/mx-forward-confirmed', target: 'mailDomain:harbormarket.shop', severity: 'low' }],
});
