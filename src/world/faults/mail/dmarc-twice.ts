import { fault } from '../../fault.ts';

export default fault({
  title: 'Two people each added a DMARC record',
  requirements: ['MAIL-3'],
  breaks: (world) =>
    world.zone.add('_dmarc', 'TXT', ['"v=DMARC1; p=none; rua=mailto:dmarc@harbormarket.shop"']),
  expects: [{ check: 'mail/dmarc-single', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
