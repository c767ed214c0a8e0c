import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'Listings point at their seller without an index',
  requirements: ['PERF-3'],
  sql: 'drop index listings_seller',
  finds: [{ rule: 'foreign-key-unindexed', route: null, subject: 'listings.seller_id' }],
});
