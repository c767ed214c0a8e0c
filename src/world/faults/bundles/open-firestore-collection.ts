import { fault } from '../../fault.ts';
import { withFirebase } from '../../backends.ts';

export default fault({
  title: 'Anybody reads the collection of users',
  requirements: ['EDGE-10'],
  breaks: (world) => withFirebase(world, { collections: { users: 230, products: 7 } }),
  expects: [{ check: 'bundles/open-database', target: 'site:harbormarket.shop', severity: 'blocker' }],
});
