import { fault } from '../../fault.ts';

export default fault({
  title: 'The MTA-STS policy is served as HTML',
  requirements: ['MAIL-4'],
  breaks: (world) =>
    world.file('mta-sts', '/.well-known/mta-sts.txt', {
      body: 'version: STSv1\r\nmode: enforce\r\nmx: mx1.paperboatmail.com\r\nmx: mx2.paperboatmail.com\r\nmax_age: 604800\r\n',
      type: 'text/html',
    }),
  expects: [{ check: 'mail/mta-sts-media-type', target: 'mailDomain:harbormarket.shop', severity: 'medium' }],
});
