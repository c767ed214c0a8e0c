import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'A job reads all members every minute',
  requirements: ['PERF-3'],
  sql: 'do $$ declare kept text; begin for n in 1..60 loop select max(bio) into kept from members; end loop; end $$; select pg_stat_force_next_flush()',
  finds: [{ rule: 'growing-scans', route: null, subject: 'members' }],
});
