import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'Deleted orders are kept, and those that are left have no index',
  requirements: ['PERF-3'],
  sql: 'alter table orders add column deleted_at timestamptz;create index orders_deleted on orders (member_id) where deleted_at is not null;drop index orders_of_member;analyze orders',
  work: {
    orders: ({ db }, memberId) =>
      db.query(
        'select id, total_cents from orders where member_id = $1 and deleted_at is null order by ordered_at desc limit 20',
        [memberId],
      ),
  },
  finds: [
    {
      rule: 'unindexed-filter',
      route: 'orders',
      subject: 'orders',
      index:
        'orders_member_id_ordered_at_idx on orders (member_id, ordered_at DESC) where deleted_at is null',
    },
    { rule: 'foreign-key-unindexed', route: null, subject: 'orders.member_id' },
  ],
});
