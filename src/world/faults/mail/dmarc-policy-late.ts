import { fault } from '../../fault.ts';

export default fault({
  title: 'The DMARC policy does not follow the version',
  requirements: ['MAIL-3'],
  breaks: (world) =>
    world.zone.replace('_dmarc', 'TXT', ['"v=DMARC1; rua=mailto:dmarc@harbormarket.shop; p=reject"']),
  expects: [{ check: 'mail/dmarc-tag-order', target: 'mailDomain:harbormarket.shop', severity: 'low' }],
});
