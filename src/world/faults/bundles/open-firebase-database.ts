import { fault } from '../../fault.ts';
import { withFirebase } from '../../backends.ts';

export default fault({
  title: 'The rules of the Firebase database let everybody in',
  requirements: ['EDGE-10'],
  breaks: (world) => withFirebase(world, { database: { isOpen: true, entries: ['users', 'chats'] } }),
  expects: [{ check: 'bundles/open-database', target: 'site:harbormarket.shop', severity: 'blocker' }],
});
