import { fault } from '../../fault.ts';

export default fault({
  title: 'The DMARC version stands last',
  requirements: ['MAIL-3'],
  breaks: (world) =>
    world.zone.replace('_dmarc', 'TXT', ['"p=reject; rua=mailto:dmarc@harbormarket.shop; v=DMARC1"']),
  expects: [{ check: 'mail/dmarc-syntax', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
