import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'The newest listings are sorted out of all of them each time',
  requirements: ['PERF-3'],
  sql: 'drop index listings_newest',
  finds: [
    {
      rule: 'unindexed-sort',
      route: 'newest',
      subject: 'listings',
      index: 'create index concurrently listings_listed_at_idx on listings (listed_at DESC)',
    },
  ],
});
