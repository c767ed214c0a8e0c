import { fault } from '../../fault.ts';

export default fault({
  title: 'Nobody hears of broken encryption',
  requirements: ['MAIL-4'],
  breaks: (world) => world.zone.remove('_smtp._tls', 'TXT'),
  expects: [{ check: 'mail/tls-rpt', target: 'mailDomain:harbormarket.shop', severity: 'low' }],
});
