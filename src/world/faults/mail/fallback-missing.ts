import { fault } from '../../fault.ts';

export default fault({
  title: 'Nobody planned for a mail outage',
  requirements: ['MAIL-7'],
  breaks: (world) => world.declareMail({ fallback: null }),
  expects: [{ check: 'mail/fallback-plan', target: 'site:harbormarket.shop', severity: 'medium' }],
});
