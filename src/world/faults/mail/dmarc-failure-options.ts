import { fault } from '../../fault.ts';

export default fault({
  title: 'DMARC asks for failure reports without an address',
  requirements: ['MAIL-3'],
  breaks: (world) =>
    world.zone.replace('_dmarc', 'TXT', ['"v=DMARC1; p=reject; fo=1; rua=mailto:dmarc@harbormarket.shop"']),
  expects: [{ check: 'mail/dmarc-failure-reports', target: 'mailDomain:harbormarket.shop', severity: 'low' }],
});
