import { fault } from '../../fault.ts';

export default fault({
  title: 'The domain says that it takes no mail, and sends',
  requirements: ['MAIL-4'],
  breaks: (world) => world.zone.replace('@', 'MX', ['0 .']),
  expects: [{ check: 'mail/null-mx-conflict', target: 'mailDomain:harbormarket.shop', severity: 'high' }],
});
