import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'A table was filled and never analysed',
  requirements: ['PERF-3'],
  sql: "create table imported (id int primary key, note text); insert into imported select n, repeat('x', 200) from generate_series(1, 9000) n; select pg_stat_force_next_flush()",
  finds: [{ rule: 'statistics-missing', route: null, subject: 'imported' }],
});
