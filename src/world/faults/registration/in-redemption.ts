import { fault } from '../../fault.ts';

export default fault({
  title: 'The domain was not renewed and is about to be given away',
  requirements: ['AUD-7'],
  breaks: (world) =>
    world.registration({ statuses: ['redemption period', 'pending delete', 'client transfer prohibited'] }),
  expects: [{ check: 'domain/registration-expiry', target: 'zone:harbormarket.shop', severity: 'blocker' }],
});
