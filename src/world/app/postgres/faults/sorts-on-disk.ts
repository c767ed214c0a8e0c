import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'Sorts have so little memory that they go to disk',
  requirements: ['PERF-3'],
  sql: `alter database "{database}" set work_mem = '64kB'`,
  work: {
    newest: ({ db }) =>
      db.query(
        'select slug from (select slug, row_number() over (order by md5(text || slug)) as place from listings) ranked where place between 90 and 110',
      ),
  },
  finds: [
    { rule: 'spills-to-disk', route: 'newest', subject: 'listings' },
    { rule: 'setting', route: null, subject: 'work_mem' },
  ],
});
