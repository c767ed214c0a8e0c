import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'Automatic clearing was switched off for an import and stayed off',
  requirements: ['PERF-3'],
  sql: 'alter table posts set (autovacuum_enabled = false)',
  finds: [{ rule: 'autovacuum-off', route: null, subject: 'posts' }],
});
