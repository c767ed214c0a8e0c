import { fault } from '../../fault.ts';

export default fault({
  title: 'security.txt ran out last month',
  requirements: ['EDGE-5'],
  breaks: (world) => world.app({ securityTxtExpiresInDays: -30 }),
  expects: [{ check: 'headers/security-txt', target: 'site:harbormarket.shop', severity: 'low' }],
});
