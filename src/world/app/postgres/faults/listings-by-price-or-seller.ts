import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'Listings of a seller or of a price, and only sellers have an index',
  requirements: ['PERF-3'],
  work: {
    product: ({ db }) =>
      db.query('select slug from listings where seller_id = $1 or price_cents = $2', [77, 999_999]),
  },
  finds: [{ rule: 'unindexed-filter', route: 'product', subject: 'listings' }],
});
