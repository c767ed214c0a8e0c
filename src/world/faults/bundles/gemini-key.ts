import { fault } from '../../fault.ts';
import { withKey } from '../../backends.ts';

export default fault({
  title: 'A Google key for a language model is in the script',
  requirements: ['EDGE-10', 'DEP-1'],
  breaks: (world) =>
    withKey(
      world.app({ extraScript: 'fetch("https://generativelanguage.googleapis.com/v1/models")' }),
      'AIza{35b62}',
    ),
  expects: [{ check: 'bundles/secrets', target: 'site:harbormarket.shop', severity: 'medium' }],
});
