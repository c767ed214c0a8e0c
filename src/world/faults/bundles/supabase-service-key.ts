import { fault } from '../../fault.ts';
import { supabaseKey } from '../../backends.ts';

export default fault({
  title: 'The service key of the database is in the site’s script',
  requirements: ['EDGE-10', 'DEP-1'],
  breaks: (world) =>
    world.app({ extraScript: `const db = createClient(url, "${supabaseKey('service_role')}")` }),
  expects: [{ check: 'bundles/secrets', target: 'site:harbormarket.shop', severity: 'blocker' }],
});
