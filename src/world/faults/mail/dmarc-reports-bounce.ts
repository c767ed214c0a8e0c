import { fault } from '../../fault.ts';

export default fault({
  title: 'The report service closed its mailbox',
  requirements: ['MAIL-3'],
  breaks: (world) =>
    world
      .addThirdParty('reportville.net', 'harbormarket.shop._report._dmarc TXT "v=DMARC1"')
      .zone.replace('_dmarc', 'TXT', ['"v=DMARC1; p=reject; rua=mailto:shop@reportville.net"']),
  expects: [
    { check: 'mail/dmarc-report-mailbox', target: 'mailDomain:harbormarket.shop', severity: 'medium' },
  ],
});
