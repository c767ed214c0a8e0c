import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'The list has no limit',
  requirements: ['PERF-3'],
  work: {
    newest: ({ db }) => db.query('select slug, title from listings order by listed_at desc limit 3000'),
  },
  finds: [{ rule: 'unbounded-result', route: 'newest', subject: 'listings' }],
});
