import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'Building an index failed and nobody looked',
  requirements: ['PERF-3'],
  sql: "create index listings_price on listings (price_cents); update pg_index set indisvalid = false where indexrelid = 'listings_price'::regclass",
  finds: [{ rule: 'invalid-index', route: null, subject: 'listings_price' }],
});
