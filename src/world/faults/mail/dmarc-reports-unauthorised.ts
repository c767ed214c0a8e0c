import { fault } from '../../fault.ts';

export default fault({
  title: 'The report service never agreed to get the reports',
  requirements: ['MAIL-3'],
  breaks: (world) =>
    world
      .addThirdParty('reportville.net', '@ MX 10 mx.seedpost.net.')
      .zone.replace('_dmarc', 'TXT', ['"v=DMARC1; p=reject; rua=mailto:shop@reportville.net"']),
  expects: [
    { check: 'mail/dmarc-report-authorisation', target: 'mailDomain:harbormarket.shop', severity: 'high' },
  ],
});
