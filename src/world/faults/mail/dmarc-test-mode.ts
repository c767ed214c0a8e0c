import { fault } from '../../fault.ts';

export default fault({
  title: 'DMARC is in test mode',
  requirements: ['MAIL-3'],
  breaks: (world) =>
    world.zone.replace('_dmarc', 'TXT', ['"v=DMARC1; p=reject; t=y; rua=mailto:dmarc@harbormarket.shop"']),
  expects: [{ check: 'mail/dmarc-test-mode', target: 'mailDomain:harbormarket.shop', severity: 'medium' }],
});
