import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'The same index under two names',
  requirements: ['PERF-3'],
  sql: 'create index posts_by_author on posts (author_id)',
  finds: [{ rule: 'duplicate-index', route: null, subject: 'posts_by_author' }],
});
