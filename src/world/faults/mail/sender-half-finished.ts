import { fault } from '../../fault.ts';
import { dkimPlaceholder } from '../../healthy/product-zones.ts';

export default fault({
  title: 'A mail service was set up half-way',
  requirements: ['MAIL-4'],
  breaks: (world) =>
    world
      .addThirdParty('sendgrid.net', `s1.domainkey.u7731.wl044 TXT "v=DKIM1; k=rsa; p=${dkimPlaceholder}"`)
      .zone.replace('s1._domainkey', 'CNAME', ['s1.domainkey.u7731.wl044.sendgrid.net.']),
  expects: [
    { check: 'mail/sender-half-configured', target: 'mailDomain:harbormarket.shop', severity: 'medium' },
  ],
});
