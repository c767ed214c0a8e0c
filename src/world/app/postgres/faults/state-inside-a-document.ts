import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'Listings are found by a value inside of a document',
  requirements: ['PERF-3'],
  sql: `alter table listings add column details jsonb not null default '{"state": "open"}';analyze listings`,
  work: {
    product: ({ db }) =>
      db.query("select slug, title from listings where details ->> 'state' = $1", ['sold']),
  },
  finds: [{ rule: 'unindexed-filter', route: 'product', subject: 'listings' }],
});
