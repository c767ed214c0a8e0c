import { fault } from '../../fault.ts';
import { withAlgolia } from '../../backends.ts';

export default fault({
  title: 'The search key in the script may rewrite the index',
  requirements: ['EDGE-10'],
  breaks: (world) => withAlgolia(world, ['search', 'addObject', 'deleteObject', 'editSettings']),
  expects: [{ check: 'bundles/key-rights', target: 'site:harbormarket.shop', severity: 'blocker' }],
});
