import { fault } from '../../fault.ts';

export default fault({
  title: 'The address that sends has no reverse name',
  requirements: ['MAIL-4'],
  breaks: (world) => world.zoneOf('in-addr.arpa').remove('40.148.32.77', 'PTR'),
  expects: [{ check: 'mail/sending-address-name', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
