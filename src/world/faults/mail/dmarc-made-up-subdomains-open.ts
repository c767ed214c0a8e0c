import { fault } from '../../fault.ts';

export default fault({
  title: 'Made-up subdomains are left open to forgers',
  requirements: ['MAIL-3'],
  breaks: (world) =>
    world.zone.replace('_dmarc', 'TXT', [
      '"v=DMARC1; p=reject; np=none; rua=mailto:dmarc@harbormarket.shop"',
    ]),
  expects: [
    { check: 'mail/dmarc-subdomain-policy', target: 'mailDomain:harbormarket.shop', severity: 'medium' },
  ],
});
