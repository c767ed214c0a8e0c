import { fault } from '../../fault.ts';

export default fault({
  title: 'The mail server is named by an alias',
  requirements: ['DNS-4'],
  breaks: (world) =>
    world.zone
      .add('mail', 'CNAME', ['mx1.paperboatmail.com.'])
      .zone.replace('@', 'MX', ['10 mail.harbormarket.shop.', '20 mx2.paperboatmail.com.']),
  expects: [{ check: 'domain/mx-target', target: 'zone:harbormarket.shop', severity: 'high' }],
});
