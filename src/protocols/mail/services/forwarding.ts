import { type MailService, optional, required, service } from './service.ts';

/** Forwarders, gateways in front of mailboxes, and the promise to take no mail at all. */
export const forwardingServices: readonly MailService[] = [
  service('forwarding', ['cloudflare-email-routing', 'Cloudflare Email Routing'], {
    mx: ['route1.mx.cloudflare.net', 'route2.mx.cloudflare.net', 'route3.mx.cloudflare.net'],
    spf: ['_spf.mx.cloudflare.net'],
    selectors: ['cf2024-1'],
    records: required(
      ['inbound', 'MX', '@', 'route1.mx.cloudflare.net'],
      ['spf', 'SPF', '@', '_spf.mx.cloudflare.net'],
      ['dkim', 'TXT', 'cf2024-1._domainkey', 'v=DKIM1; h=sha256; k=rsa; p=<key>'],
    ),
  }),
  service('forwarding', ['improvmx', 'ImprovMX'], {
    mx: ['mx1.improvmx.com', 'mx2.improvmx.com'],
    spf: ['spf.improvmx.com'],
    selectors: ['dkimprovmx1', 'dkimprovmx2'],
    dkimTargets: ['dkimprovmx*.improvmx.com'],
    records: required(
      ['inbound', 'MX', '@', 'mx1.improvmx.com'],
      ['spf', 'SPF', '@', 'spf.improvmx.com'],
      ['dkim', 'CNAME', 'dkimprovmx1._domainkey', 'dkimprovmx1.improvmx.com'],
      ['dkim', 'CNAME', 'dkimprovmx2._domainkey', 'dkimprovmx2.improvmx.com'],
    ),
  }),
  service('forwarding', ['forward-email', 'Forward Email'], {
    mx: ['mx1.forwardemail.net', 'mx2.forwardemail.net'],
    spf: ['spf.forwardemail.net'],
    cnames: ['forwardemail.net'],
    txt: ['forward-email-site-verification=', 'forward-email='],
    records: required(
      ['inbound', 'MX', '@', 'mx1.forwardemail.net'],
      ['spf', 'SPF', '@', 'spf.forwardemail.net'],
      ['dkim', 'TXT', '<selector>._domainkey', '<key>'],
      ['return-path', 'CNAME', 'fe-bounces', 'forwardemail.net'],
    ),
  }),
  service('forwarding', ['namecheap-forwarding', 'Namecheap email forwarding'], {
    mx: ['eforward*.registrar-servers.com'],
    spf: ['spf.efwd.registrar-servers.com'],
    records: required(
      ['inbound', 'MX', '@', 'eforward1.registrar-servers.com'],
      ['spf', 'SPF', '@', 'spf.efwd.registrar-servers.com'],
    ),
  }),
  service('gateway', ['proofpoint', 'Proofpoint Essentials'], {
    mx: ['*.ppe-hosted.com', '*.pphosted.com'],
    spf: ['*.ppe-hosted.com', '*.pphosted.com', 'ppe-hosted.com', 'pphosted.com'],
  }),
  service('gateway', ['mimecast', 'Mimecast'], {
    mx: ['*-smtp-inbound-*.mimecast.com'],
    spf: ['*_netblocks.mimecast.com'],
  }),
  service('gateway', ['barracuda', 'Barracuda Email Security'], {
    mx: ['*.ess.barracudanetworks.com', '*.ess.*.barracudanetworks.com'],
    spf: ['spf.ess*.barracudanetworks.com'],
  }),
  service('none', ['null-mx', 'No inbound mail (RFC 7505)'], {
    mx: ['.'],
    records: [
      ...required(['inbound', 'MX', '@', '.']),
      ...optional(['spf', 'TXT', '@', 'v=spf1 -all'], ['dmarc', 'TXT', '_dmarc', 'v=DMARC1; p=reject']),
    ],
  }),
];
