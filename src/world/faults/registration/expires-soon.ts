import { fault } from '../../fault.ts';

export default fault({
  title: 'The domain expires in nine days',
  requirements: ['AUD-7'],
  breaks: (world) => world.registration({ expiresInDays: 9 }),
  expects: [{ check: 'domain/registration-expiry', target: 'zone:harbormarket.shop', severity: 'blocker' }],
});
