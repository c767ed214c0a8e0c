import { fault } from '../../fault.ts';

export default fault({
  title: 'DMARC is applied to a fifth of the mail by old receivers only',
  requirements: ['MAIL-3'],
  breaks: (world) =>
    world.zone.replace('_dmarc', 'TXT', ['"v=DMARC1; p=reject; pct=20; rua=mailto:dmarc@harbormarket.shop"']),
  expects: [{ check: 'mail/dmarc-readings', target: 'mailDomain:harbormarket.shop', severity: 'medium' }],
});
