import { fault } from '../../fault.ts';

export default fault({
  title: 'DMARC is written in lower case',
  requirements: ['MAIL-3'],
  breaks: (world) =>
    world.zone.replace('_dmarc', 'TXT', ['"v=dmarc1; p=reject; rua=mailto:dmarc@harbormarket.shop"']),
  expects: [{ check: 'mail/dmarc-syntax', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
