import { fault } from '../../fault.ts';

export default fault({
  title: 'The mail service was added behind -all',
  requirements: ['MAIL-1'],
  breaks: (world) => world.zone.replace('@', 'TXT', ['"v=spf1 mx -all include:_spf.paperboatmail.com"']),
  expects: [{ check: 'mail/spf-unreached', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
