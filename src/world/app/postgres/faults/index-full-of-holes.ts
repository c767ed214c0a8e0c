import { postgresFault } from '../fault.ts';

/** Each statement by itself: clearing may not stand in a transaction with others, and its figures come after those of the delete. */
export const emptiedVisits = [
  'create table visits (id int primary key, token text not null)',
  'insert into visits select n, md5(n::text) || md5((n * 7)::text) from generate_series(1, 60000) n',
  'create index visits_token on visits (token)',
  'delete from visits where id % 12 <> 0',
  'select pg_stat_force_next_flush()',
  'vacuum analyze visits',
].join(';');

export default postgresFault({
  title: 'Most visits were deleted, and their index stayed as large',
  requirements: ['PERF-3'],
  sql: emptiedVisits,
  finds: [{ rule: 'index-bloat', route: null, subject: 'visits_token' }],
});
