import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'A log table has no primary key',
  requirements: ['PERF-3'],
  sql: "create table visits (path text, at timestamptz); insert into visits select '/', now() from generate_series(1, 9000); analyze visits",
  finds: [{ rule: 'primary-key-missing', route: null, subject: 'visits' }],
});
