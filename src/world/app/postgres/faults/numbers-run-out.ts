import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'The numbers of orders are nearly used up',
  requirements: ['PERF-3'],
  sql: "alter table orders alter column id restart with 2000000000; insert into orders (member_id, status, total_cents, ordered_at) values (1, 'paid', 1, now())",
  finds: [{ rule: 'ids-run-out', route: null, subject: 'orders.id' }],
});
