import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'The list of orders asks for the lines of every order by itself',
  requirements: ['PERF-3'],
  work: {
    orders: async ({ db }, memberId) => {
      const orders = await db.query(
        'select id, total_cents from orders where member_id = $1 order by ordered_at desc limit 20',
        [memberId],
      );
      return Promise.all(
        orders.map(({ id }) =>
          db.query('select listing_id, quantity from order_lines where order_id = $1', [id]),
        ),
      );
    },
  },
  finds: [{ rule: 'n-plus-one', route: 'orders', subject: 'order_lines' }],
});
