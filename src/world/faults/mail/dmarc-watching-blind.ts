import { fault } from '../../fault.ts';

export default fault({
  title: 'DMARC only watches, and nobody looks',
  requirements: ['MAIL-3'],
  breaks: (world) => world.zone.replace('_dmarc', 'TXT', ['"v=DMARC1; p=none"']),
  expects: [{ check: 'mail/dmarc-policy', target: 'mailDomain:harbormarket.shop', severity: 'medium' }],
});
