import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'A late page is found by counting from the first',
  requirements: ['PERF-3'],
  work: {
    newest: ({ db }) =>
      db.query('select slug, title, text from listings order by listed_at desc limit 20 offset $1', [8000]),
  },
  finds: [{ rule: 'deep-offset', route: 'newest', subject: 'listings' }],
});
