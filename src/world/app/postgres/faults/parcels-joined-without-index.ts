import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'Parcels are found by their order without a foreign key or an index',
  requirements: ['PERF-3'],
  sql: 'create table parcels (id int primary key, order_ref int not null, weight int not null);insert into parcels select n, n, n % 40 from generate_series(1, 9000) n;analyze parcels',
  work: {
    orders: ({ db }, memberId) =>
      db.query(
        'select o.id, p.weight from orders o join parcels p on p.order_ref = o.id where o.member_id = $1',
        [memberId],
      ),
  },
  finds: [
    {
      rule: 'unindexed-filter',
      route: 'orders',
      subject: 'parcels',
      index: 'parcels_order_ref_idx on parcels (order_ref)',
    },
  ],
});
