import { fault } from '../../fault.ts';

export default fault({
  title: 'Senders forget the MTA-STS policy within an hour',
  requirements: ['MAIL-4'],
  breaks: (world) =>
    world.file('mta-sts', '/.well-known/mta-sts.txt', {
      body: 'version: STSv1\r\nmode: enforce\r\nmx: mx1.paperboatmail.com\r\nmx: mx2.paperboatmail.com\r\nmax_age: 3600\r\n',
    }),
  expects: [{ check: 'mail/mta-sts-max-age', target: 'mailDomain:harbormarket.shop', severity: 'low' }],
});
