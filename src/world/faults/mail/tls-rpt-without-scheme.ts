import { fault } from '../../fault.ts';

export default fault({
  title: 'The TLS report address lacks mailto:',
  requirements: ['MAIL-4'],
  breaks: (world) =>
    world.zone.replace('_smtp._tls', 'TXT', ['"v=TLSRPTv1; rua=tls-reports@harbormarket.shop"']),
  expects: [{ check: 'mail/tls-rpt', target: 'mailDomain:harbormarket.shop', severity: 'medium' }],
});
