import { fault } from '../../fault.ts';

export default fault({
  title: 'The registrar put the domain on hold',
  requirements: ['AUD-7'],
  breaks: (world) =>
    world.registration({
      statuses: ['client hold', 'client transfer prohibited', 'client delete prohibited'],
    }),
  expects: [{ check: 'domain/registration-hold', target: 'zone:harbormarket.shop', severity: 'blocker' }],
});
