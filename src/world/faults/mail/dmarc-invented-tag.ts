import { fault } from '../../fault.ts';

export default fault({
  title: 'The DMARC record has an invented tag',
  requirements: ['MAIL-3'],
  breaks: (world) =>
    world.zone.replace('_dmarc', 'TXT', [
      '"v=DMARC1; p=reject; mode=strict; rua=mailto:dmarc@harbormarket.shop"',
    ]),
  expects: [{ check: 'mail/dmarc-syntax', target: 'mailDomain:harbormarket.shop', severity: 'low' }],
});
