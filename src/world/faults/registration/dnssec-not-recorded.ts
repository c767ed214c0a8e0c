import { fault } from '../../fault.ts';

export default fault({
  title: 'The registration says unsigned while the registry publishes a key',
  requirements: ['AUD-7'],
  breaks: (world) => world.registration({ isDnssecSigned: false }),
  expects: [{ check: 'domain/registration-dnssec', target: 'zone:harbormarket.shop', severity: 'medium' }],
});
