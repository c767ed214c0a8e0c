import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'The search reads every title',
  requirements: ['PERF-3'],
  sql: 'drop index listings_title',
  finds: [
    {
      rule: 'unindexed-filter',
      route: 'search',
      subject: 'listings',
      index: 'create index concurrently listings_title_trgm_idx on listings using gin (title gin_trgm_ops)',
    },
  ],
});
