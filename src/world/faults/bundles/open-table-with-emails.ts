import { fault } from '../../fault.ts';
import { withSupabase } from '../../backends.ts';

export default fault({
  title: 'A table with a harmless name holds email addresses',
  requirements: ['EDGE-10'],
  breaks: (world) =>
    withSupabase(world, { feedback: { columns: ['id', 'email', 'stars'], rows: 12, isReadable: true } }),
  expects: [{ check: 'bundles/open-tables', target: 'site:harbormarket.shop', severity: 'blocker' }],
});
