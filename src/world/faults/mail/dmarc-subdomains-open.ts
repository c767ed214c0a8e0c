import { fault } from '../../fault.ts';

export default fault({
  title: 'Subdomains are left open to forgers',
  requirements: ['MAIL-3'],
  breaks: (world) =>
    world.zone.replace('_dmarc', 'TXT', [
      '"v=DMARC1; p=reject; sp=none; rua=mailto:dmarc@harbormarket.shop"',
    ]),
  expects: [
    { check: 'mail/dmarc-subdomain-policy', target: 'mailDomain:harbormarket.shop', severity: 'medium' },
  ],
});
