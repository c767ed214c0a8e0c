import { fault } from '../../fault.ts';

export default fault({
  title: 'DMARC still only watches, with reports',
  requirements: ['MAIL-3'],
  breaks: (world) =>
    world.zone.replace('_dmarc', 'TXT', ['"v=DMARC1; p=none; rua=mailto:dmarc@harbormarket.shop"']),
  expects: [{ check: 'mail/dmarc-policy', target: 'mailDomain:harbormarket.shop', severity: 'low' }],
});
