import { fault } from '../../fault.ts';

export default fault({
  title: 'The MTA-STS policy file is gone',
  requirements: ['MAIL-4'],
  breaks: (world) => world.file('mta-sts', '/.well-known/mta-sts.txt', { body: 'Not found', status: 404 }),
  expects: [{ check: 'mail/mta-sts-policy', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
