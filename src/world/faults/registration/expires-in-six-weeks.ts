import { fault } from '../../fault.ts';

export default fault({
  title: 'The domain expires six weeks after the launch',
  requirements: ['AUD-7'],
  breaks: (world) => world.registration({ expiresInDays: 45 }),
  expects: [{ check: 'domain/registration-expiry', target: 'zone:harbormarket.shop', severity: 'medium' }],
});
