import { fault } from '../../fault.ts';

export default fault({
  title: 'The reverse name of the sending address leads elsewhere',
  requirements: ['MAIL-4'],
  breaks: (world) =>
    world.zoneOf('in-addr.arpa').replace('40.148.32.77', 'PTR', ['static.paperboatmail.com.']),
  expects: [{ check: 'mail/sending-address-name', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
