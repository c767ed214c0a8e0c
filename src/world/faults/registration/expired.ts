import { fault } from '../../fault.ts';

export default fault({
  title: 'The domain ran out five days ago',
  requirements: ['AUD-7'],
  breaks: (world) => world.registration({ expiresInDays: -5 }),
  expects: [{ check: 'domain/registration-expiry', target: 'zone:harbormarket.shop', severity: 'blocker' }],
});
