import { fault } from '../../fault.ts';

export default fault({
  title: 'The DMARC record was lost',
  requirements: ['MAIL-3'],
  breaks: (world) => world.zone.remove('_dmarc', 'TXT'),
  expects: [{ check: 'mail/dmarc-presence', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
