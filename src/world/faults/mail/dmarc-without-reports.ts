import { fault } from '../../fault.ts';

export default fault({
  title: 'Nobody gets the DMARC reports',
  requirements: ['MAIL-3'],
  breaks: (world) => world.zone.replace('_dmarc', 'TXT', ['"v=DMARC1; p=reject"']),
  expects: [{ check: 'mail/dmarc-reports', target: 'mailDomain:harbormarket.shop', severity: 'medium' }],
});
