import { fault } from '../../fault.ts';

export default fault({
  title: 'DMARC asks for a report interval nobody reads',
  requirements: ['MAIL-3'],
  breaks: (world) =>
    world.zone.replace('_dmarc', 'TXT', [
      '"v=DMARC1; p=reject; ri=3600; rua=mailto:dmarc@harbormarket.shop"',
    ]),
  expects: [{ check: 'mail/dmarc-obsolete-tags', target: 'mailDomain:harbormarket.shop', severity: 'low' }],
});
