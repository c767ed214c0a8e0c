import { fault } from '../../fault.ts';

export default fault({
  title: 'The domain can be transferred away',
  requirements: ['AUD-7'],
  breaks: (world) => world.registration({ statuses: ['active'] }),
  expects: [{ check: 'domain/registration-lock', target: 'zone:harbormarket.shop', severity: 'medium' }],
});
