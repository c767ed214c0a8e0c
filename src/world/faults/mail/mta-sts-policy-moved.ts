import { fault } from '../../fault.ts';

export default fault({
  title: 'The MTA-STS policy file is a redirect',
  requirements: ['MAIL-4'],
  breaks: (world) =>
    world.redirect('mta-sts', {
      from: '/.well-known/mta-sts.txt',
      to: 'https://harbormarket.shop/mta-sts.txt',
    }),
  expects: [{ check: 'mail/mta-sts-policy', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
