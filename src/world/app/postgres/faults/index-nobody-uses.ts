import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'An index for a page that was given up',
  requirements: ['PERF-3'],
  sql: 'create index posts_text on posts (text); do $$ begin for n in 1..120 loop perform * from posts where id = n; perform * from posts order by posted_at desc limit 1; end loop; end $$; select pg_stat_force_next_flush()',
  finds: [{ rule: 'unused-index', route: null, subject: 'posts_text' }],
});
