import { fault } from '../../fault.ts';

export default fault({
  title: 'The plan for a mail outage is a word',
  requirements: ['MAIL-7'],
  breaks: (world) => world.declareMail({ fallback: 'tbd' }),
  expects: [{ check: 'mail/fallback-plan', target: 'site:harbormarket.shop', severity: 'medium' }],
});
