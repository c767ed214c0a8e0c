import { fault } from '../../fault.ts';

export default fault({
  title: 'The MTA-STS policy has a misspelt mode',
  requirements: ['MAIL-4'],
  breaks: (world) =>
    world.file('mta-sts', '/.well-known/mta-sts.txt', {
      body: 'version: STSv1\r\nmode: enforced\r\nmx: mx1.paperboatmail.com\r\nmx: mx2.paperboatmail.com\r\nmax_age: 604800\r\n',
    }),
  expects: [{ check: 'mail/mta-sts-policy', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
