import { fault } from '../../fault.ts';
import { withKey } from '../../backends.ts';

export default fault({
  title: 'The shop was built with the payment provider’s test key',
  requirements: ['DEP-2', 'DEP-1'],
  breaks: (world) => withKey(world, 'pk_test_{24b62}'),
  expects: [{ check: 'bundles/test-keys', target: 'site:harbormarket.shop', severity: 'high' }],
});
