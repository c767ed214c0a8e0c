import { fault } from '../../fault.ts';

export default fault({
  title: 'The DMARC policy is misspelt',
  requirements: ['MAIL-3'],
  breaks: (world) =>
    world.zone.replace('_dmarc', 'TXT', ['"v=DMARC1; p=rejct; rua=mailto:dmarc@harbormarket.shop"']),
  expects: [{ check: 'mail/dmarc-syntax', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
