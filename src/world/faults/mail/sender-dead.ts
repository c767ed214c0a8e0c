import { fault } from '../../fault.ts';

export default fault({
  title: 'A mail service was left and its records stayed',
  requirements: ['MAIL-4'],
  breaks: (world) =>
    world
      .addThirdParty('sendgrid.net')
      .zone.replace('s1._domainkey', 'CNAME', ['s1.domainkey.u7731.wl044.sendgrid.net.'])
      .zone.replace('s2._domainkey', 'CNAME', ['s2.domainkey.u7731.wl044.sendgrid.net.']),
  expects: [{ check: 'mail/sender-dead', target: 'mailDomain:harbormarket.shop', severity: 'low' }],
});
