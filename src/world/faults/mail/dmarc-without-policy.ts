import { fault } from '../../fault.ts';

export default fault({
  title: 'The DMARC record has no policy and no address',
  requirements: ['MAIL-3'],
  breaks: (world) => world.zone.replace('_dmarc', 'TXT', ['"v=DMARC1; adkim=r"']),
  expects: [{ check: 'mail/dmarc-syntax', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
