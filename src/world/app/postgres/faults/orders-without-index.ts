import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'Orders are found by their member without an index',
  requirements: ['PERF-3'],
  sql: 'drop index orders_of_member',
  asks: ['orders'],
  finds: [
    {
      rule: 'unindexed-filter',
      route: 'orders',
      subject: 'orders',
      index: 'create index concurrently orders_member_id_idx on orders (member_id)',
    },
    { rule: 'foreign-key-unindexed', route: null, subject: 'orders.member_id' },
  ],
});
