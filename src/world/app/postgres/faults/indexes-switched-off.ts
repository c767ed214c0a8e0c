import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'The planner was told not to use indexes, to try something',
  requirements: ['PERF-3'],
  sql: 'alter database "{database}" set enable_indexscan = off',
  asks: [],
  finds: [{ rule: 'setting', route: null, subject: 'enable_indexscan' }],
});
